// Package os is what genomes see of os: a program's streams, its end, an
// empty environment, and the errors by which others tell what is wrong.
package os

var (
	Args   []string
	Stdin  *File
	Stdout *File
	Stderr *File
)

var (
	ErrClosed           error
	ErrDeadlineExceeded error
	ErrExist            error
	ErrInvalid          error
	ErrNotExist         error
	ErrPermission       error
)

type File struct{ file int }

func (f *File) Read(b []byte) (n int, err error)
func (f *File) Write(b []byte) (n int, err error)
func (f *File) WriteString(s string) (n int, err error)
func (f *File) Close() error
func (f *File) Sync() error
func (f *File) Name() string

func Environ() []string
func Exit(code int)
func Getenv(key string) string
func IsExist(err error) bool
func IsNotExist(err error) bool
func IsPermission(err error) bool
func IsTimeout(err error) bool
func LookupEnv(key string) (string, bool)
