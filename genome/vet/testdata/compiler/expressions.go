package p

type T struct {
	f func(int) string
	s []int
}

type G[K comparable, V any] struct{ k K }

func e(p *T, m map[string][]int, c chan int, y any, t T) {
	var i bool
	i = p.s[1:2]
	i = p.s[:]
	i = p.f(1)
	i = m["a"][0] + 1
	i = -(*p).s[0]
	i = &T{s: []int{1}}
	i = struct{ a int }{1}
	i = []struct{}{}
	i = [...]int{1, 2, 3}
	i = map[string]int{"a": 1}
	i = func(a, b int, c ...string) (x int, err error) { return }
	i = interface{ M() }(nil)
	i = <-c
	i = y.(int)
	i = (*T)(nil)
	i = (chan<- int)(nil)
	i = func() int { return 1 }()
	i = "a long string that goes on and on and on until it does not fit any more in a message"
	i = "a" + "b"
	i = 1e3
	i = 'x'
	i = 0x10
	i = 1i
	i = 1 << 3
	i = ^1
	i = p.s
	i = t
	i = G[int, string]{}
	i = y == nil && 1
	i = len(p.s)
	i = make([]int, 1)
	i = new(int)
	i = append(p.s, 1)
	i = min(1, 2)
	i = T.String
	i = nil
	i = (1 + 2) * 3
	i = p.s[(1+2)*3]
	i = e
	i = (i + 1)
	i = any(1)
	i = error(nil)
	i = [2]bool{}
	i = (func())(nil)
	i = !p.s
}

// want 12:9: cannot use p.s[1:2] (value of type []int) as bool value in assignment
// want 13:9: cannot use p.s[:] (value of type []int) as bool value in assignment
// want 14:6: cannot use p.f(1) (value of type string) as bool value in assignment
// want 15:6: cannot use m["a"][0] + 1 (value of type int) as bool value in assignment
// want 16:6: cannot use -(*p).s[0] (value of type int) as bool value in assignment
// want 17:6: cannot use &T{…} (value of type *T) as bool value in assignment
// want 18:6: cannot use struct{a int}{…} (value of type struct{a int}) as bool value in assignment
// want 19:6: cannot use []struct{}{} (value of type []struct{}) as bool value in assignment
// want 20:6: cannot use [...]int{…} (value of type [3]int) as bool value in assignment
// want 21:6: cannot use map[string]int{…} (value of type map[string]int) as bool value in assignment
// want 22:6: cannot use func(a, b int, c ...string) (x int, err error) {…} (value of type func(a int, b int, c ...string) (x int, err error)) as bool value in assignment
// want 23:6: cannot use interface{M()}(nil) (value of type interface{M()}) as bool value in assignment
// want 24:6: cannot use <-c (comma, ok expression of type int) as bool value in assignment
// want 25:6: cannot use y.(int) (comma, ok expression of type int) as bool value in assignment
// want 26:6: cannot use (*T)(nil) (value of type *T) as bool value in assignment
// want 27:6: cannot use (chan<- int)(nil) (value of type chan<- int) as bool value in assignment
// want 28:6: cannot use func() int {…}() (value of type int) as bool value in assignment
// want 29:6: cannot use "a long string that goes on and on and on until it does not fit any more in a message" (untyped string constant "a long string that goes on and on and on until it does not fit any m...) as bool value in assignment
// want 30:6: cannot use "a" + "b" (untyped string constant "ab") as bool value in assignment
// want 31:6: cannot use 1e3 (untyped float constant 1000) as bool value in assignment
// want 32:6: cannot use 'x' (untyped rune constant 120) as bool value in assignment
// want 33:6: cannot use 0x10 (untyped int constant 16) as bool value in assignment
// want 34:6: cannot use 1i (untyped complex constant (0 + 1i)) as bool value in assignment
// want 35:6: cannot use 1 << 3 (untyped int constant 8) as bool value in assignment
// want 36:6: cannot use ^1 (untyped int constant -2) as bool value in assignment
// want 37:6: cannot use p.s (variable of type []int) as bool value in assignment
// want 38:6: cannot use t (variable of struct type T) as bool value in assignment
// want 39:6: cannot use G[int, string]{} (value of struct type G[int, string]) as bool value in assignment
// want 40:6: invalid operation: y == nil && 1 (mismatched types untyped bool and untyped int)
// want 41:6: cannot use len(p.s) (value of type int) as bool value in assignment
// want 42:6: cannot use make([]int, 1) (value of type []int) as bool value in assignment
// want 43:6: cannot use new(int) (value of type *int) as bool value in assignment
// want 44:6: cannot use append(p.s, 1) (value of type []int) as bool value in assignment
// want 45:6: cannot use min(1, 2) (untyped int constant 1) as bool value in assignment
// want 46:8: T.String undefined (type T has no field or method String)
// want 47:6: cannot use nil as bool value in assignment
// want 48:6: cannot use (1 + 2) * 3 (untyped int constant 9) as bool value in assignment
// want 49:6: cannot use p.s[(1 + 2) * 3] (variable of type int) as bool value in assignment
// want 50:6: cannot use e (value of type func(p *T, m map[string][]int, c chan int, y any, t T)) as bool value in assignment
// want 51:7: invalid operation: i + 1 (mismatched types bool and untyped int)
// want 52:6: cannot use any(1) (value of interface type any) as bool value in assignment: need type assertion
// want 53:6: cannot use error(nil) (value of interface type error) as bool value in assignment
// want 54:6: cannot use [2]bool{} (value of type [2]bool) as bool value in assignment
// want 55:6: cannot use (func())(nil) (value of type func()) as bool value in assignment
// want 56:7: invalid operation: operator ! not defined on p.s (variable of type []int)
