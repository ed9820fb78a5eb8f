// Package runtime is what genomes see of runtime: what programs ask of it that
// leads nowhere else.
package runtime

type Error interface {
	error
	RuntimeError()
}

const (
	Compiler        = "gc"
	GOARCH   string = "amd64"
	GOOS     string = "linux"
)

func GC()
func GOMAXPROCS(n int) int
func Gosched()
func KeepAlive(x any)
func NumCPU() int
func NumGoroutine() int
func Version() string
