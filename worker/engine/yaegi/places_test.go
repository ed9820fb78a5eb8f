package yaegi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A comment marks the statement that panics, and those that led there: the
// numbers are the order in the trace.
func TestTracesNameTheLine(t *testing.T) {
	for name, body := range map[string]string{
		"index": `
func F(n int) int {
	a := []int{1, 2}
	s := a[0]
	s += a[1]
	s += a[n] // 1
	return s + a[0]
}`,
		"in a loop": `
func F(n int) int {
	a := []int{1, 2, 3}
	s := a[0]
	for i := 0; i < 10; i++ {
		s++
		s += a[i] // 1
	}
	return s
}`,
		"in the head of a loop": `
func F(n int) int {
	a := []int{1, 2, 3}
	s, i := a[0], 0
	for a[i] > 0 { // 1
		s += a[0]
		i++
	}
	return s
}`,
		"in the head of a loop, after continue": `
func F(n int) int {
	a := []int{1, 2, 3}
	s := a[0]
	for i := 0; a[i] > 0; i++ { // 1
		if s > 0 {
			s += a[0]
			continue
		}
		s += a[1]
	}
	return s
}`,
		"behind a call": `
func F(n int) int {
	a := []int{1}
	s := a[0]
	s += g(a)
	return s / // 1
		(n - 7)
}
func g(a []int) int { return a[0] }`,
		"calls": `
func F(n int) int {
	m := map[string]int{}
	x := len(m)
	return x + f(n) // 3
}
func f(n int) int {
	if n == 7 {
		x := n
		return g(x) // 2
	}
	return 0
}
func g(n int) int {
	var m map[int]int
	n++
	m[n] = 1 // 1
	return n
}`,
		"recursion": `
func F(n int) int {
	s := 0
	if n == 0 {
		var p *int
		return *p // 1
	}
	s += F(n - 7) // 2
	return s
}`,
		"which of two calls": `
func F(n int) int {
	s := f(0)
	s += f(n) // 2
	return s
}
func f(n int) int {
	x := 7
	return 1 / (n - x) // 1
}`,
		"methods and interfaces": `
type I interface{ M(n int) int }
type T struct{ a []int }
func (t T) M(n int) int {
	x := 1
	return t.a[n] + x // 1
}
func F(n int) int {
	var i I = T{}
	x := 1
	return i.M(n) + x // 2
}`,
		"a literal": `
func F(n int) int {
	x := 0
	f := func(a []int) int {
		x++
		return a[n] // 1
	}
	x++
	return f(nil) // 2
}`,
		"a literal that compiled code calls": `
func F(n int) int {
	a := []int{3, 2, 1}
	x := 0
	sort.Slice(a, func(i, j int) bool { // 2
		x++
		return a[i+n] < a[j] // 1
	})
	return x
}`,
		"compiled code": `
func F(n int) int {
	s := "x"
	s += strings.ToUpper(s)
	s += strings.Repeat(s, -n) // 1
	return len(s)
}`,
		"parameters of floating point": `
func F(n int) int {
	a := []int{1}
	a[0]++
	return f(a, float64(n), 2) // 2
}
func f(a []int, x, y float64) int {
	if y > x {
		return a[0]
	}
	return a[int(x)] // 1
}`,
		"a literal with parameters of floating point": `
func F(n int) int {
	a := []int{1}
	f := func(x float64) int {
		if x < 0 {
			return a[0]
		}
		return a[int(x)] // 1
	}
	a[0]++
	return f(float64(n)) // 2
}`,
		"a type assertion": `
func F(n int) int {
	var x any = n
	n++
	s := x.(string) // 1
	return len(s)
}`,
		"panic itself": `
func F(n int) int {
	n++
	if n > 3 {
		panic("much") // 1
	}
	return n
}`,
		"in a function that defers": `
func F(n int) (s int) {
	defer func() { s++ }()
	a := []int{1}
	s += a[0]
	s += a[n] // 1
	return s
}`,
		"a deferred call": `
func F(n int) (s int) {
	a := []int{1}
	defer func() {
		s++
		s += a[n] // 1
	}()
	s += a[0]
	return s
}`,
		"raised again": `
func F(n int) (s int) {
	a := []int{1}
	defer func() {
		x := recover()
		a[0]++
		panic(x) // 1
	}()
	return a[n]
}`,
		"a switch": `
func F(n int) (s int) {
	a := []int{1}
	switch a[0] {
	case 1:
		s = a[0]
		s += a[n] // 1
	case 2:
		s = a[0]
	}
	return s
}`,
		"generics": `
func at[T any](list []T, n int) T {
	var zero T
	_ = zero
	return list[n] // 1
}
func F(n int) int {
	x := at([]int{1}, 0)
	return x + len(at([]string{"a"}, n)) // 2
}`,
		"a range over a function": `
func seq(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) { // 2
			return
		}
	}
}
func F(n int) (s int) {
	a := []int{1}
	for i := range seq { // 3
		s++
		s += a[i] // 1
	}
	return s
}`,
	} {
		t.Run(name, func(t *testing.T) {
			text := "package genome\nimport (\"sort\"; \"strings\")\nvar _, _ = sort.Ints, strings.Repeat\n" + body + "\n"
			var want []string
			for i, line := range strings.Split(text, "\n") {
				if _, order, ok := strings.Cut(line, " // "); ok {
					want = append(want, fmt.Sprintf("%s: %d", order, i+1))
				}
			}
			slices.Sort(want)
			_, panicked := callF(t, mustLoad(t, nil, text), "F", 7)
			if panicked == nil {
				t.Fatal("no panic")
			}
			var got []string
			for i, f := range panicked.Trace {
				got = append(got, fmt.Sprintf("%d: %d", i+1, f.Line))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: trace %v, want %v\n%s", panicked.Message, got, want, text)
			}
		})
	}
}
