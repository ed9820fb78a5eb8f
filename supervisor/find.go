package supervisor

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// findWorker returns the worker binary's absolute path: where it is told,
// beside this program, or on PATH.
func findWorker(told string) (string, error) {
	if told != "" {
		path, err := filepath.Abs(told)
		if err == nil {
			err = executable(path)
		}
		if err != nil {
			return "", fmt.Errorf("%w: %s: %w", ErrWorkerNotFound, told, err)
		}
		return path, nil
	}
	var tried []string
	if self, err := os.Executable(); err == nil {
		path := filepath.Join(filepath.Dir(self), "worker")
		if executable(path) == nil {
			return path, nil
		}
		tried = append(tried, path)
	}
	path, err := exec.LookPath("worker")
	if err == nil {
		return filepath.Abs(path)
	}
	return "", fmt.Errorf("%w: tried %q and PATH: build it with `CGO_ENABLED=0 go build -o worker github.com/petri-lab/petri/cmd/worker` (in another module run `go get -tool github.com/petri-lab/petri/cmd/worker` first) and put it beside this program, on PATH, or where Config.WorkerPath (--worker) says", ErrWorkerNotFound, tried)
}

func executable(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("not a regular file")
	case info.Mode()&0o111 == 0:
		return errors.New("not executable")
	}
	return nil
}
