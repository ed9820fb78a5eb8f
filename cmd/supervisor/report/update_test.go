package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/watch"
)

func TestUpdateText(t *testing.T) {
	score := 0.85
	ok := func(r supervisor.Result) *supervisor.Result { r.Verdict = supervisor.OK; return &r }
	broken := &supervisor.Result{Verdict: supervisor.LoadError, Error: &supervisor.Failure{Message: "a.go:7:2: undefined: \x1b[31my"}}
	for want, u := range map[string]watch.Update{
		"a.go  ok  score 0.85  3ms  version 2":                                      {Path: "a.go", Loaded: ok(supervisor.Result{}), Evaluated: ok(supervisor.Result{Score: &score, Usage: supervisor.Usage{Wall: 3 * time.Millisecond}}), Serving: 2},
		`a.go  load_error  a.go:7:2: undefined: \x1b[31my  version 2 keeps serving`: {Path: "a.go", Loaded: broken, Serving: 2, Kept: true},
		`a\x07.go  load_error  a.go:7:2: undefined: \x1b[31my  nothing serves yet`:  {Path: "a\x07.go", Loaded: broken},
		"a.go  error  no such file  version 2 keeps serving":                        {Path: "a.go", Err: errors.New("no such\nfile"), Serving: 2, Kept: true},
		"a.go  unchanged  version 2":                                                {Path: "a.go", Loaded: ok(supervisor.Result{Unchanged: true}), Serving: 2},
		"error  too many":                                                           {Err: errors.New("too many")},
		"a.go  ok  loaded  version 1  in a new sandbox, as a module is gone":        {Path: "a.go", Loaded: ok(supervisor.Result{}), Serving: 1, Renewed: true},
	} {
		var out bytes.Buffer
		if err := Update(&out, Text, false, u); err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(strings.TrimSuffix(out.String(), "\n"), "  ")
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
		out.Reset()
		if err := Update(&out, NDJSON, false, u); err != nil || strings.Count(out.String(), "\n") != 1 || strings.Contains(out.String(), "\x1b") {
			t.Errorf("%q, %v", out.String(), err)
		}
	}
	var out bytes.Buffer
	if err := Update(&out, Text, true, watch.Update{Loaded: broken}); err != nil || strings.Count(out.String(), "\x1b") != 2 {
		t.Errorf("in colour: %q, %v", out.String(), err)
	}
}
