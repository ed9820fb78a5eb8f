package cgroup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Last are a leaf's last figures, read when nothing lived in it any more.
type Last struct {
	Usage  Usage
	Counts Counts
}

// Close kills what is in the leaf, waits until all of it has died, reads the
// last figures and removes the leaf. If it fails because ctx has ended, it may
// be called again. Once the leaf is closed every call gives the same answer.
//
// An error with the leaf closed all the same means that the figures could not
// be read.
func (l *Leaf) Close(ctx context.Context) (Last, error) {
	select {
	case l.closing <- struct{}{}:
		defer func() { <-l.closing }()
	case <-ctx.Done():
		return Last{}, fmt.Errorf("closing cgroup %s: %w", l.dir, ctx.Err())
	}
	if l.released() {
		return l.last, l.lastErr
	}
	last, err := l.end(ctx)
	removed := err == nil
	if err == nil {
		err = l.remove(ctx)
		removed = err == nil
	} else if vanished(err) {
		err = fmt.Errorf("removed by somebody else: %w", err)
		removed = true
	} else if ctx.Err() == nil {
		// Figures that cannot be read must not keep the leaf.
		removed = l.remove(ctx) == nil
	}
	if err != nil {
		err = fmt.Errorf("closing cgroup %s: %w", l.dir, err)
	}
	if removed {
		l.last, l.lastErr = last, errors.Join(err, l.release())
		l.forget()
		return l.last, l.lastErr
	}
	return last, err
}

// Last gives the last figures; ok is false before Close has read them.
func (l *Leaf) Last() (last Last, ok bool) {
	select {
	case l.closing <- struct{}{}:
		defer func() { <-l.closing }()
	default:
		return Last{}, false
	}
	return l.last, l.released() && l.lastErr == nil
}

// end kills, waits, and reads the figures.
func (l *Leaf) end(ctx context.Context) (Last, error) {
	var last Last
	var err error
	last.Counts, err = l.Counts()
	if err == nil && last.Counts.Populated {
		if err := l.Kill(); err != nil {
			return last, err
		}
		last.Counts, err = l.Await(ctx, func(c Counts) bool { return !c.Populated })
	}
	if err != nil {
		return last, err
	}
	last.Usage, err = readUsage(l.dir, l.controllers)
	return last, err
}

// remove removes the directory. For about a millisecond after the last
// process's end the kernel still answers EBUSY, without telling when it is
// ready; and a child may have been cloned into the leaf after the kill.
func (l *Leaf) remove(ctx context.Context) error {
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		err := unix.Rmdir(l.dir)
		switch {
		case err == nil, errors.Is(err, unix.ENOENT):
			return nil
		case errors.Is(err, unix.EINTR):
			continue
		case !errors.Is(err, unix.EBUSY):
			return &os.PathError{Op: "rmdir", Path: l.dir, Err: err}
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return &os.PathError{Op: "rmdir", Path: l.dir, Err: errors.Join(err, ctx.Err())}
		}
		// If that fails, for want of a descriptor for instance, there is a next
		// time: a leaf that is given up now keeps its own.
		_ = l.Kill()
	}
}

// vanished says that the group has been removed: its files give ENOENT when
// they are opened and ENODEV when they were open.
func vanished(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, unix.ENODEV)
}
