// %T names the types of the program and of the library.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
)

type MyInt int
type MyMap map[string][]MyInt
type Fn func(a int, b ...string) (x error, y bool)
type G[T any] struct{ v T }
type Pair[K comparable, V any] struct {
	K K
	V V
}
type I interface{ M() }
type Alias = map[int]string

func (MyInt) M() {}

func main() {
	type local struct{}
	var i I = MyInt(1)
	for _, x := range []any{MyInt(1), MyMap{}, Fn(nil), G[int]{}, G[MyInt]{}, G[[]G[string]]{}, &G[*MyInt]{}, Pair[string, G[any]]{}, i, []I{}, map[I]error{}, Alias{}, local{}, []local{}, &local{},
		struct{ A MyInt }{}, func(MyInt) I { return nil }, make(chan<- MyInt), make(<-chan I), make(chan any), [3]MyInt{}, errors.New("x"), fmt.Errorf("%w", io.EOF), time.Second, time.UTC, &bytes.Buffer{}, strings.Builder{}, big.NewInt(1), []error{}, struct{}{}, interface{ M() }(i), func(...int) {}, func(int, string) (int, error) { return 0, nil }, byte(1), 'x', uintptr(1), json.Number("1"), [][]map[string]*int{}} {
		fmt.Printf("%T\n", x)
	}
	fmt.Printf("%T %T\n", nil, error(nil))
}
