// Package os is what genomes see of os: a program's streams, its end, and an
// empty environment.
package os

var (
	Args   []string
	Stdin  *File
	Stdout *File
	Stderr *File
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
func LookupEnv(key string) (string, bool)
