// Package filepath is what genomes see of path/filepath: what computes with
// names and looks at no files.
package filepath

const (
	Separator     = '/'
	ListSeparator = ':'
)

var ErrBadPattern error

func Base(path string) string
func Clean(path string) string
func Dir(path string) string
func Ext(path string) string
func FromSlash(path string) string
func IsAbs(path string) bool
func IsLocal(path string) bool
func Join(elem ...string) string
func Match(pattern, name string) (matched bool, err error)
func Rel(basePath, targPath string) (string, error)
func Split(path string) (dir, file string)
func SplitList(path string) []string
func ToSlash(path string) string
func VolumeName(path string) string
