package p

type T struct{ t T }

type A B

type B A

type I interface{ I }

type Arr [2]Arr

var x = y

var y = x

var z = f()

func f() int { return z }

const c = d

const d = c

type F func(F) F

type P *P

type S []S

type U struct{ v V }

type V struct{ u [2]U }

// want 3:6: invalid recursive type: T refers to itself
// want 5:6: invalid recursive type A
//	cycles.go:5:6: A refers to B
//	cycles.go:7:6: B refers to A
// want 9:6: invalid recursive type: I refers to itself
// want 11:6: invalid recursive type: Arr refers to itself
// want 13:5: initialization cycle for x
//	cycles.go:13:5: x refers to y
//	cycles.go:15:5: y refers to x
// want 17:5: initialization cycle for z
//	cycles.go:17:5: z refers to f
//	cycles.go:19:6: f refers to z
// want 21:7: initialization cycle for c
//	cycles.go:21:7: c refers to d
//	cycles.go:23:7: d refers to c
// want 31:6: invalid recursive type U
//	cycles.go:31:6: U refers to V
//	cycles.go:33:6: V refers to U
