package q

import "p"

type U struct{ p.T }

func (U) Public() string { return "q public" }
func (U) secret() string { return "q secret" }

type V struct{}

func (V) Public() string { return "v public" }
func (V) secret() string { return "v secret" }

func Both(v any) (string, bool) {
	s, ok := v.(interface{ secret() string })
	if !ok {
		return "", false
	}
	return s.secret(), p.IsHidden(v)
}

type S struct {
	p.S
	b int
}

func New() S { return S{p.MakeS(1, 2), 3} }

func (s S) Own() int { return s.b }
