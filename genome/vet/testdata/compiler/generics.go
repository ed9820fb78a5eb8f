package p

import "cmp"

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) T { var t T; return t }

func Map[A, B any](xs []A, f func(A) B) []B { return nil }

func Zero[T any]() T { var t T; return t }

type Stack[T any] struct{ xs []T }

func (s *Stack[T]) Push(x T) {}

func Max[T cmp.Ordered](a, b T) T { return a }

func f() {
	Sum("a")
	Zero()
	Sum(1, "a")
	Sum(1, 1.5)
	var s Stack
	var t Stack[int, int]
	Map([]int{1}, func(s string) int { return 1 })
	Max(1, "a")
	Max([]int{}, []int{})
	var n Number
	_ = Stack[int]{}.Push
	(&Stack[int]{}).Push("a")
	_ = Sum[string]
	_ = f[int]
	x := Zero
	var _ = Map[int]
}

func g[T any](a, b T) bool { return a == b }

func h[T any](a T) int { return a + 1 }

func k[T any](a T) { a.foo() }

type L[T any] struct{ next L[T] }

func m[T int](T) { m[T]("a") }

type Bad[T Stack] int

func n[T any, T any]() {}

// want 20:5: string does not satisfy Number (string missing in ~int | ~float64)
// want 21:6: in call to Zero, cannot infer T (declared at generics.go:11:11)
// want 22:9: in call to Sum, mismatched types untyped int and untyped string (cannot infer T)
// want 24:6: declared and not used: s
// want 24:8: cannot use generic type Stack[T any] without instantiation
// want 25:6: declared and not used: t
// want 25:8: too many type arguments for type Stack: have 2, want 1
// want 26:16: in call to Map, type func(s string) int of func(s string) int {…} does not match inferred type func(int) B for func(A) B
// want 27:9: in call to Max, mismatched types untyped int and untyped string (cannot infer T)
// want 28:5: []int does not satisfy cmp.Ordered ([]int missing in ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr | ~float32 | ~float64 | ~string)
// want 29:6: declared and not used: n
// want 29:8: cannot use type Number outside a type constraint: interface contains type constraints
// want 30:19: cannot call pointer method Push on Stack[int]
// want 31:23: cannot use "a" (untyped string constant) as int value in argument to (&Stack[int]{}).Push
// want 32:10: string does not satisfy Number (string missing in ~int | ~float64)
// want 33:7: cannot index f (value of type func())
// want 34:2: declared and not used: x
// want 34:7: cannot use generic function Zero without instantiation
// want 35:13: cannot infer B (declared at generics.go:9:13)
// want 38:37: invalid operation: a == b (incomparable types in type set)
// want 40:33: invalid operation: a + 1 (mismatched types T and untyped int)
// want 42:24: a.foo undefined (type T has no field or method foo)
// want 44:28: invalid recursive type: L refers to itself
// want 46:25: cannot use "a" (untyped string constant) as T value in argument to m[T]
// want 48:12: cannot use generic type Stack[T any] without instantiation
// want 50:15: T redeclared in this block
//	generics.go:50:8: other declaration of T
