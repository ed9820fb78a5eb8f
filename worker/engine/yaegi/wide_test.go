package yaegi

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/petri-lab/petri/worker/engine"
)

// A few lines of generic functions can ask for more functions than there is
// memory for.
func TestInstancesAreBounded(t *testing.T) {
	const levels = 40
	var text strings.Builder
	text.WriteString("package genome\n")
	for i := range levels {
		fmt.Fprintf(&text, "func f%d[T any]() { f%d[[]T](); f%d[*T]() }\n", i, i+1, i+1)
	}
	fmt.Fprintf(&text, "func f%d[T any]() {}\nfunc Wide() { f0[int]() }\n", levels)
	p := New().New((&streams{}).env(""))
	defer p.Stop()
	err := p.Load(checked(t, mod("genome", "genome.go", text.String())))
	var refused *engine.LoadError
	if !errors.As(err, &refused) {
		t.Fatalf("%v, want a *engine.LoadError", err)
	}
	d := refused.Diagnostics[0]
	if d.Rule != "dialect" || d.Line < 2 || !strings.Contains(d.Message, "different functions") {
		t.Errorf("%+v", d)
	}
}
