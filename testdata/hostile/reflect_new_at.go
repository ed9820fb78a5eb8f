// want: denied, load_error

package candidate

import "reflect"

// Run forges a pointer.
func Run() int {
	return *reflect.NewAt(reflect.TypeOf(0), nil).Interface().(*int)
}
