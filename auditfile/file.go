package auditfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Options say how much is kept.
type Options struct {
	// MaxBytes is how large a file may become; a record that would make it
	// larger begins the next one. Default 16 MiB.
	MaxBytes int64
	// Keep is how many full files are kept beside the current one. Zero: 5.
	// Negative: none.
	Keep int
}

// Defaults of Options.
const (
	defaultMaxBytes = 16 << 20
	defaultKeep     = 5
)

// Errors of Open and Write. They come wrapped, with the path.
var (
	ErrBusy       = errors.New("another process writes to it")
	ErrNotRegular = errors.New("it is no regular file of this user's")
	ErrTooLong    = errors.New("a record is larger than a file may be")
)

// A File is an open one. It is safe for concurrent use.
type File struct {
	path string
	most int64
	keep int

	mu   sync.Mutex
	file *os.File
	size int64
	torn bool // the last byte is not the end of a line
}

// Open opens the file at path for appending and creates it if it is not there.
// The error wraps ErrBusy, ErrNotRegular, or the system's.
func Open(path string, o Options) (*File, error) {
	if o.MaxBytes < 0 {
		return nil, fmt.Errorf("audit file %s: MaxBytes %d is negative", path, o.MaxBytes)
	}
	f := &File{path: path, most: o.MaxBytes, keep: max(o.Keep, 0)}
	if f.most == 0 {
		f.most = defaultMaxBytes
	}
	if o.Keep == 0 {
		f.keep = defaultKeep
	}
	var err error
	if f.file, err = open(path, os.O_CREATE); err != nil {
		return nil, fmt.Errorf("audit file %s: %w", path, err)
	}
	if f.size, f.torn, err = end(f.file); err != nil {
		return nil, fmt.Errorf("audit file %s: %w", path, errors.Join(err, f.file.Close()))
	}
	return f, nil
}

// open opens a file that is ours alone.
func open(path string, flags int) (_ *os.File, err error) {
	// A FIFO would wait for its reader.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|unix.O_NOFOLLOW|unix.O_NONBLOCK|flags, 0o600)
	if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.ENXIO) {
		return nil, ErrNotRegular
	}
	if err != nil {
		return nil, bare(err)
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	var st unix.Stat_t
	if err := unix.Fstat(int(file.Fd()), &st); err != nil {
		return nil, err
	}
	if st.Mode&unix.S_IFMT != unix.S_IFREG || int(st.Uid) != os.Geteuid() {
		return nil, ErrNotRegular
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, ErrBusy
		}
		return nil, fmt.Errorf("locking: %w", err)
	}
	return file, bare(file.Chmod(0o600))
}

// bare is an error without the path, which the caller says.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Op, p.Err)
	}
	return err
}

// end is a file's size, and whether it ends in the midst of a line.
func end(file *os.File) (size int64, torn bool, err error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return 0, false, bare(err)
	}
	var last [1]byte
	if _, err := file.ReadAt(last[:], info.Size()-1); err != nil {
		return 0, false, bare(err)
	}
	return info.Size(), last[0] != '\n', nil
}

// Write appends a record, which ends in a newline. What it could not write is
// lost; the next record may succeed. A file that cannot rotate takes no more.
func (f *File) Write(record []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return 0, fmt.Errorf("audit file %s: %w", f.path, os.ErrClosed)
	}
	if int64(len(record)) > f.most {
		return 0, fmt.Errorf("audit file %s: %w: %d bytes", f.path, ErrTooLong, len(record))
	}
	if f.size > 0 && f.size+int64(len(record)) > f.most {
		if err := f.rotate(); err != nil {
			return 0, fmt.Errorf("audit file %s: rotating: %w", f.path, err)
		}
	}
	line := record
	if f.torn {
		line = append([]byte{'\n'}, record...)
	}
	n, err := f.file.Write(line)
	f.size += int64(n)
	if n > 0 {
		f.torn = line[n-1] != '\n'
	}
	if err != nil {
		return max(n-(len(line)-len(record)), 0), fmt.Errorf("audit file %s: %w", f.path, bare(err))
	}
	return len(record), nil
}

// rotate begins a new file. If it fails, the current one is what it was.
func (f *File) rotate() error {
	if err := f.file.Sync(); err != nil {
		return bare(err)
	}
	next := f.path + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) { // a crash's
		return err
	}
	file, err := open(next, os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	if err := f.shift(next); err != nil {
		return errors.Join(err, file.Close(), os.Remove(next))
	}
	old := f.file
	f.file, f.size, f.torn = file, 0, false
	return bare(old.Close())
}

// shift gives every file the name of the next older one, and next that of the
// current one.
func (f *File) shift(next string) error {
	for i := f.keep; i > 1; i-- {
		err := os.Rename(f.old(i-1), f.old(i))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if f.keep == 0 {
		return os.Rename(next, f.path)
	}
	// Somebody may have moved or removed it: then there is none to keep.
	if err := os.Rename(f.path, f.old(1)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, f.path); err != nil {
		return errors.Join(err, os.Rename(f.old(1), f.path))
	}
	return nil
}

func (f *File) old(i int) string { return fmt.Sprintf("%s.%d", f.path, i) }

// Close synchronises the file to the disk and closes it. It may be called more
// than once.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := errors.Join(bare(f.file.Sync()), bare(f.file.Close()))
	f.file = nil
	if err != nil {
		return fmt.Errorf("audit file %s: %w", f.path, err)
	}
	return nil
}
