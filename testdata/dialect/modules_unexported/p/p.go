package p

type Hidden interface {
	Public() string
	secret() string
}

type T struct{ x int }

func New(x int) T { return T{x} }

func (t T) Public() string { return "p public" }
func (t T) secret() string { return "p secret" }
func (t T) X() int         { return t.x }

func Reveal(h Hidden) string { return h.Public() + ", " + h.secret() }

func IsHidden(v any) bool { _, ok := v.(Hidden); return ok }

func AsSecret(v any) string {
	if s, ok := v.(interface{ secret() string }); ok {
		return s.secret()
	}
	return "none"
}

type S struct {
	A int
	b int
}

func MakeS(a, b int) S { return S{a, b} }
func (s S) B() int     { return s.b }
