package testworker

import (
	"fmt"
	"os"
	"testing"
)

// Main runs a package's tests with a worker whose path it sets, and returns the
// exit status.
func Main(m *testing.M, path *string) int {
	dir, err := os.MkdirTemp("", "petri-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if *path, err = Build(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
