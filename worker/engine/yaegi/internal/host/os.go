package host

import (
	"errors"
	"io"
	"os"
	"reflect"
	"runtime"

	"github.com/petri-lab/petri/worker/engine"
)

// A File stands for os.File in genomes. There are three of them in a program:
// its standard streams.
type File struct {
	name string
	r    io.Reader
	w    io.Writer
}

var (
	errNoFile   = errors.New("invalid argument")
	errNoReader = errors.New("file is not open for reading")
	errNoWriter = errors.New("file is not open for writing")
)

// Read reads from the program's standard input.
func (f *File) Read(b []byte) (int, error) {
	switch {
	case f == nil:
		return 0, errNoFile
	case f.r == nil:
		return 0, errNoReader
	}
	return f.r.Read(b)
}

// Write writes to the program's standard output or error stream.
func (f *File) Write(b []byte) (int, error) {
	switch {
	case f == nil:
		return 0, errNoFile
	case f.w == nil:
		return 0, errNoWriter
	}
	return f.w.Write(b)
}

// WriteString is Write for a string.
func (f *File) WriteString(s string) (int, error) { return f.Write([]byte(s)) }

// Close does nothing: the streams live as long as the program.
func (f *File) Close() error { return nil }

// Sync does nothing: the streams are not buffered.
func (f *File) Sync() error { return nil }

// Name tells the stream's name as os has it.
func (f *File) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// osTable is all that genomes see of os. The environment is empty, the
// arguments are a program name only.
func osTable(env engine.Env) map[string]reflect.Value {
	stdin := &File{name: "/dev/stdin", r: env.Stdin}
	stdout := &File{name: "/dev/stdout", w: env.Stdout}
	stderr := &File{name: "/dev/stderr", w: env.Stderr}
	args := []string{"genome"}
	table := map[string]reflect.Value{
		"Args":         reflect.ValueOf(&args).Elem(),
		"Environ":      reflect.ValueOf(func() []string { return nil }),
		"Exit":         reflect.ValueOf(exit(env)),
		"File":         reflect.ValueOf((*File)(nil)),
		"Getenv":       reflect.ValueOf(func(string) string { return "" }),
		"IsExist":      reflect.ValueOf(os.IsExist),
		"IsNotExist":   reflect.ValueOf(os.IsNotExist),
		"IsPermission": reflect.ValueOf(os.IsPermission),
		"IsTimeout":    reflect.ValueOf(os.IsTimeout),
		"LookupEnv":    reflect.ValueOf(func(string) (string, bool) { return "", false }),
		"Stderr":       reflect.ValueOf(&stderr).Elem(),
		"Stdin":        reflect.ValueOf(&stdin).Elem(),
		"Stdout":       reflect.ValueOf(&stdout).Elem(),
	}
	for name, err := range map[string]error{
		"ErrClosed":           os.ErrClosed,
		"ErrDeadlineExceeded": os.ErrDeadlineExceeded,
		"ErrExist":            os.ErrExist,
		"ErrInvalid":          os.ErrInvalid,
		"ErrNotExist":         os.ErrNotExist,
		"ErrPermission":       os.ErrPermission,
	} {
		table[name] = reflect.ValueOf(&err).Elem()
	}
	return table
}

// exit is os.Exit. It does not return, whatever the Env's Exit does.
func exit(env engine.Env) func(int) {
	return func(code int) {
		if env.Exit != nil {
			env.Exit(code)
		}
		runtime.Goexit()
	}
}
