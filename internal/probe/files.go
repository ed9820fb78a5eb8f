package probe

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

func filePrograms() map[string]func(string) string {
	return map[string]func(string) string{
		"environment":    func(string) string { return fmt.Sprint("ok ", strings.Join(os.Environ(), " ")) },
		"open":           openFile,
		"write":          writeFile,
		"mkdir at":       func(path string) string { return failed(unix.Mkdir(path, 0o700)) },
		"fill files":     fillFiles,
		"fill directory": fillDirectory,
		"allocate":       allocate,
		"follow link":    followLink,
		"descriptors":    descriptors,
	}
}

func openFile(path string) string {
	fd, err := unix.Open(path, unix.O_RDONLY, 0)
	if err != nil {
		return failed(err)
	}
	return fmt.Sprint("ok ", fd)
}

func writeFile(path string) string {
	fd, err := unix.Open(path, unix.O_WRONLY, 0)
	if err == nil {
		_, err = unix.Write(fd, []byte("x"))
	}
	return failed(err)
}

// fillFiles writes large files.
func fillFiles(string) string {
	b := make([]byte, mebibyte)
	const count = 1000
	for n := range count {
		fd, err := unix.Open(fmt.Sprint("/x", n), unix.O_WRONLY|unix.O_CREAT, 0o600)
		if err == nil {
			_, err = unix.Write(fd, b)
		}
		if err != nil {
			return after(n, err)
		}
	}
	return fmt.Sprint("ok ", count)
}

// fillDirectory makes empty files.
func fillDirectory(string) string {
	const count = 1_000_000
	for n := range count {
		if err := unix.Mknod(fmt.Sprint("/x", n), unix.S_IFREG|0o600, 0); err != nil {
			return after(n, err)
		}
	}
	return fmt.Sprint("ok ", count)
}

// allocate reserves room in a file of memory without writing.
func allocate(string) string {
	fd, err := unix.MemfdCreate("x", 0)
	if err == nil {
		err = unix.Fallocate(fd, 0, 0, 128*mebibyte)
	}
	return failed(err)
}

// followLink makes a link that leads out, and opens it.
func followLink(string) string {
	if err := unix.Symlink("/../../../etc/passwd", "/x"); err != nil {
		return failed(err)
	}
	return openFile("/x")
}

// descriptors looks for one that leads to a directory.
func descriptors(string) string {
	for fd := range 64 {
		for _, name := range []string{".", "..", "etc"} {
			if _, err := unix.Openat(fd, name, unix.O_RDONLY, 0); err == nil {
				return fmt.Sprintf("ok %d/%s", fd, name)
			}
		}
	}
	return "none"
}
