package jail

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// socketDir is where a worker sees its socket directory between Enter and
// Seal. It is also its working directory then, so that "." names the directory
// with and without a mount namespace.
const socketDir = "/socket"

// enterRoot makes an empty file system the root, with nothing in it but the
// working directory, as /socket. /proc and /sys do not exist in it.
//
// No path of the host is looked up: the worker's user may not be allowed to
// search the directories above its own. The mount namespace is in force
// already; its copy of the host's mounts is gone when enterRoot returns.
func enterRoot() error {
	// What is mounted here must not appear on the host, nor the other way
	// round (mount_namespaces(7), shared subtrees).
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	socket, err := unix.OpenTree(unix.AT_FDCWD, ".", unix.OPEN_TREE_CLONE|unix.OPEN_TREE_CLOEXEC)
	if err != nil {
		return fmt.Errorf("cloning the socket directory: %w", err)
	}
	defer unix.Close(socket)
	root, err := newTmpfs()
	if err != nil {
		return err
	}
	defer unix.Close(root)
	// pivot_root wants a mount point of this namespace: any will do.
	if err := unix.MoveMount(root, "", unix.AT_FDCWD, ".", unix.MOVE_MOUNT_F_EMPTY_PATH); err != nil {
		return fmt.Errorf("mounting the new root: %w", err)
	}
	if err := unix.Mkdirat(root, socketDir[1:], 0o700); err != nil {
		return fmt.Errorf("%s in the new root: %w", socketDir, err)
	}
	if err := unix.MoveMount(socket, "", root, socketDir[1:], unix.MOVE_MOUNT_F_EMPTY_PATH); err != nil {
		return fmt.Errorf("mounting the socket directory: %w", err)
	}
	if err := unix.Fchdir(root); err != nil {
		return fmt.Errorf("entering the new root: %w", err)
	}
	// The old root comes to lie on top of the new one and is taken off:
	// pivot_root(2), "pivot_root(".", ".")".
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("detaching the host's files: %w", err)
	}
	if err := os.Chdir(socketDir); err != nil {
		return fmt.Errorf("entering the socket directory: %w", err)
	}
	return nil
}

// newTmpfs makes a file system for two directories and no data, not mounted
// anywhere yet.
func newTmpfs() (int, error) {
	return mountTmpfs(unix.MOUNT_ATTR_NOSUID|unix.MOUNT_ATTR_NODEV|unix.MOUNT_ATTR_NOEXEC,
		option{"size", "4096"}, option{"nr_inodes", "4"}, option{"mode", "0755"})
}

// An option is one of a file system's.
type option struct{ key, value string }

// mountTmpfs makes a file system in memory, not mounted anywhere yet, and gives
// a descriptor of its root.
func mountTmpfs(attributes int, options ...option) (int, error) {
	fs, err := unix.Fsopen("tmpfs", unix.FSOPEN_CLOEXEC)
	if err != nil {
		return -1, fmt.Errorf("tmpfs: %w", err)
	}
	defer unix.Close(fs)
	for _, o := range options {
		if err := unix.FsconfigSetString(fs, o.key, o.value); err != nil {
			return -1, fmt.Errorf("tmpfs %s=%s: %w", o.key, o.value, err)
		}
	}
	if err := unix.FsconfigCreate(fs); err != nil {
		return -1, fmt.Errorf("tmpfs: %w", err)
	}
	root, err := unix.Fsmount(fs, unix.FSMOUNT_CLOEXEC, attributes)
	if err != nil {
		return -1, fmt.Errorf("tmpfs: %w", err)
	}
	return root, nil
}

// sealRoot takes the socket directory away, once the socket is listened on,
// and makes what is left, an empty directory, read-only. The socket stays
// reachable from the host: it is found by its inode.
func sealRoot() error {
	if err := os.Chdir("/"); err != nil {
		return fmt.Errorf("leaving the socket directory: %w", err)
	}
	if err := unix.Unmount(socketDir, unix.MNT_DETACH); err != nil {
		return fmt.Errorf("detaching the socket directory: %w", err)
	}
	if err := unix.Rmdir(socketDir); err != nil {
		return fmt.Errorf("emptying the root: %w", err)
	}
	const flags = unix.MS_REMOUNT | unix.MS_BIND | unix.MS_RDONLY | unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	if err := unix.Mount("", "/", "", flags, ""); err != nil {
		return fmt.Errorf("making the root read-only: %w", err)
	}
	return nil
}
