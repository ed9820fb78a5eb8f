// Package testworker builds the worker binary for tests and finds its
// processes.
package testworker

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// PrebuiltEnv names a worker that has been built already, for places without a
// Go tool chain.
const PrebuiltEnv = "PETRI_TEST_WORKER"

// Build builds the worker as it is shipped into dir and returns its path.
func Build(dir string) (string, error) {
	path := filepath.Join(dir, "worker")
	if prebuilt := os.Getenv(PrebuiltEnv); prebuilt != "" {
		return path, copyFile(path, prebuilt)
	}
	return path, BuildPackage(path, "github.com/petri-lab/petri/cmd/worker")
}

// BinariesEnv names a directory with programs that have been built already,
// each under the last element of its package's path.
const BinariesEnv = "PETRI_TEST_BINARIES"

// BuildPackage builds a program as workers are built.
func BuildPackage(path, pkg string) error {
	if dir := os.Getenv(BinariesEnv); dir != "" {
		return copyFile(path, filepath.Join(dir, filepath.Base(pkg)))
	}
	cmd := exec.Command("go", "build", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// copyFile copies a program, so that its path is the test's own, as that of one
// built here is: Living tells processes apart by it.
func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("program that has been built already: %w", err)
	}
	return os.WriteFile(to, text, 0o755)
}

// Living lists the pids of the processes that run the binary at path.
func Living(path string) ([]string, error) {
	exes, err := filepath.Glob("/proc/[0-9]*/exe")
	if err != nil {
		return nil, err
	}
	var pids []string
	for _, exe := range exes {
		// What cannot be read has ended, or is somebody else's.
		if target, err := os.Readlink(exe); err == nil && target == path {
			pids = append(pids, filepath.Base(filepath.Dir(exe)))
		}
	}
	return pids, nil
}
