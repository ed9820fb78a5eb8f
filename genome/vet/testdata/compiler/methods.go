package p

type T int

func (t T) M() {}

func (t int) N() {}

func (t *[]int) O() {}

func (t **T) P() {}

func (I) Q() {}

type I interface{ M() }

type Ptr *T

func (p Ptr) R() {}

func (t T, u T) S() {}

func () V() {}

func (x Undefined) W() {}

func f() {
	T.M()
	T.M(1, 2)
	var t T
	t.M(1)
	t.M = nil
	t.M
	_ = t.M()
	T(1).Missing()
	(*T).M(t)
	I.M(nil, 1)
}

// want 7:9: cannot define new methods on non-local type int
// want 9:10: invalid receiver type *[]int
// want 11:10: invalid receiver type **T
// want 13:7: invalid receiver type I (pointer or interface type)
// want 19:9: invalid receiver type Ptr (pointer or interface type)
// want 21:17: method has multiple receivers
// want 23:9: method has no receiver
// want 25:9: undefined: Undefined
// want 28:2: not enough arguments in call to T.M
//	have ()
//	want (T)
// want 29:9: too many arguments in call to T.M
//	have (number, number)
//	want (T)
// want 31:6: too many arguments in call to t.M
//	have (number)
//	want ()
// want 32:2: cannot assign to t.M (neither addressable nor a map index expression)
// want 33:2: t.M (value of type func()) is not used
// want 34:6: t.M() (no value) used as value
// want 35:7: T(1).Missing undefined (type T has no field or method Missing)
// want 36:9: cannot use t (variable of int type T) as *T value in argument to (*T).M
// want 37:11: too many arguments in call to I.M
//	have (nil, number)
//	want (I)
