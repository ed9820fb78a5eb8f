// A tiny test framework with subtests, as solved exercises carry one.
package main

import (
	"fmt"
	"reflect"
)

type T struct {
	name   string
	failed bool
	log    []string
}

func (t *T) Helper() {}
func (t *T) Errorf(format string, args ...any) {
	t.failed = true
	t.log = append(t.log, fmt.Sprintf(format, args...))
}
func (t *T) Fatalf(format string, args ...any) {
	t.Errorf(format, args...)
	panic(t)
}
func (t *T) Run(name string, f func(*T)) (ok bool) {
	sub := &T{name: t.name + "/" + name}
	defer func() {
		if r := recover(); r != nil && r != any(sub) {
			sub.Errorf("panic: %v", r)
		}
		status := "ok"
		if sub.failed {
			status = "FAIL"
			t.failed = true
		}
		fmt.Println(status, sub.name)
		for _, l := range sub.log {
			fmt.Println("   ", l)
		}
		ok = !sub.failed
	}()
	f(sub)
	return
}
func equal[V comparable](t *T, got, want V) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
func Abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func main() {
	root := &T{name: "TestAbs"}
	for _, tc := range []struct {
		name     string
		in, want int
	}{{"positive", 5, 5}, {"negative", -5, 5}, {"wrong", 1, 2}} {
		root.Run(tc.name, func(t *T) { equal(t, Abs(tc.in), tc.want) })
	}
	root.Run("fatal", func(t *T) { t.Fatalf("stop %d", 1); fmt.Println("not reached") })
	root.Run("panics", func(t *T) { var s []int; _ = s[Abs(-3)] })
	root.Run("deep", func(t *T) { equal(t, reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), true) })
	fmt.Println(root.failed)
}
