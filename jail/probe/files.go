package probe

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// read opens a file and reads the beginning of it.
func read(path string) string {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return refused(err)
	}
	defer unix.Close(fd)
	n, err := unix.Read(fd, make([]byte, 4096))
	if err != nil {
		return ok("(opened; %s)", refused(err))
	}
	return ok("%d bytes", n)
}

// name is a new file's, in a directory.
func name(dir string) string { return fmt.Sprintf("%s/petri-probe-%d", dir, os.Getpid()) }

// symlink goes to a file by way of a link that it makes in its own directory.
func symlink(path string) string {
	link := name(".")
	if err := unix.Symlink(path, link); err != nil {
		return refused(err)
	}
	defer unix.Unlink(link)
	return read(link)
}

// create makes a file in a directory, and removes it.
func create(dir string) string {
	path := name(dir)
	fd, err := unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return refused(err)
	}
	defer unix.Close(fd)
	if err := unix.Unlink(path); err != nil {
		return ok("(which cannot be removed: %s)", refused(err))
	}
	return ok("")
}
