package cgroup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/eintr"
)

// The interface files, as in the kernel's Documentation/admin-guide/cgroup-v2.rst.
const (
	fileControllers    = "cgroup.controllers"
	fileSubtreeControl = "cgroup.subtree_control"
	fileProcs          = "cgroup.procs"
	fileThreads        = "cgroup.threads"
	fileEvents         = "cgroup.events"
	fileKill           = "cgroup.kill"
	fileType           = "cgroup.type"
	fileMaxDescendants = "cgroup.max.descendants"
	fileCPUStat        = "cpu.stat"
	fileMemoryCurrent  = "memory.current"
	fileMemoryPeak     = "memory.peak"
	fileMemoryEvents   = "memory.events"
	fileSwapMax        = "memory.swap.max"
	filePidsCurrent    = "pids.current"
	filePidsPeak       = "pids.peak"
	filePidsEvents     = "pids.events"
)

// write writes one value to an existing interface file. It must be one
// write(2): the kernel parses each by itself.
//
// Like read it does without an os.File, which would be registered with the run
// time's poller and taken off again: interface files can be polled.
func write(dir, file, value string) error {
	path := filepath.Join(dir, file)
	fd, err := open(path, unix.O_WRONLY)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if _, err := eintr.Retry(func() (int, error) { return unix.Write(fd, []byte(value)) }); err != nil {
		return &os.PathError{Op: "write", Path: path, Err: err}
	}
	return nil
}

// fileBytes is more than most interface files have.
const fileBytes = 1 << 10

// read reads an interface file.
func read(dir, file string) (string, error) {
	path := filepath.Join(dir, file)
	fd, err := open(path, unix.O_RDONLY)
	if err != nil {
		return "", err
	}
	defer unix.Close(fd)
	text := make([]byte, 0, fileBytes)
	for {
		n, err := eintr.Retry(func() (int, error) { return unix.Read(fd, text[len(text):cap(text)]) })
		if err != nil {
			return "", &os.PathError{Op: "read", Path: path, Err: err}
		}
		text = text[:len(text)+n]
		if n == 0 {
			return string(text), nil
		}
		text = slices.Grow(text, 1)
	}
}

func open(path string, flags int) (int, error) {
	fd, err := eintr.Retry(func() (int, error) { return unix.Open(path, flags|unix.O_CLOEXEC, 0) })
	if err != nil {
		return -1, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return fd, nil
}

func readWords(dir, file string) ([]string, error) {
	text, err := read(dir, file)
	if err != nil {
		return nil, err
	}
	return strings.Fields(text), nil
}

// readNumber reads a file that holds one number.
func readNumber(dir, file string) (int64, error) {
	text, err := read(dir, file)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", filepath.Join(dir, file), err)
	}
	return n, nil
}

// readKeyed reads a "flat keyed" file: lines of a name and a number.
func readKeyed(dir, file string) (map[string]uint64, error) {
	text, err := read(dir, file)
	if err != nil {
		return nil, err
	}
	keys, err := parseKeyed(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, file), err)
	}
	return keys, nil
}

func parseKeyed(text string) (map[string]uint64, error) {
	keys := make(map[string]uint64)
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			return nil, fmt.Errorf("line %q is not a name and a number", line)
		}
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("line %q: %w", line, err)
		}
		keys[name] = n
	}
	return keys, nil
}

// key is a value that a kernel which has the file also has in it.
func key(keys map[string]uint64, dir, file, name string) (uint64, error) {
	n, ok := keys[name]
	if !ok {
		return 0, fmt.Errorf("%s has no %s", filepath.Join(dir, file), name)
	}
	return n, nil
}

func exists(dir, file string) (bool, error) {
	_, err := os.Stat(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func rmdir(dir string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
