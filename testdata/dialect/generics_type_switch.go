// A type switch on the dynamic type of a type parameter.
package main

import (
	"errors"
	"fmt"
	"strings"
)

func Describe[T any](x T) string {
	switch v := any(x).(type) {
	case int:
		return fmt.Sprint("int ", v+1)
	case string:
		return "string " + strings.ToUpper(v)
	case []T:
		return "slice of T"
	case fmt.Stringer:
		return "stringer " + v.String()
	case nil:
		return "nil"
	}
	return fmt.Sprintf("%T", x)
}

type D int

func (d D) String() string { return fmt.Sprintf("D%d", int(d)) }

func Is[T any](x any) bool {
	_, ok := x.(T)
	return ok
}

func main() {
	fmt.Println(Describe(1), Describe("a"), Describe(D(4)), Describe(2.5), Describe[any](nil), Describe[any](7), Describe([]int{}))
	fmt.Println(Is[int](1), Is[string](1), Is[error](errors.New("x")), Is[fmt.Stringer](D(1)), Is[[]int]([]int{}), Is[any](nil))
}
