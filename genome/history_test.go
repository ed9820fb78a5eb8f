package genome

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"
)

func numbers(vs []Version) (ns []int) {
	for _, v := range vs {
		ns = append(ns, v.Number)
	}
	return ns
}

func TestHistory(t *testing.T) {
	var h History
	if _, ok := h.Current(); ok {
		t.Error("an empty history has a current version")
	}
	if _, err := h.Rollback(1); !errors.Is(err, ErrNoVersion) {
		t.Errorf("got %v", err)
	}
	now := time.Unix(100, 0)
	for i := 1; i <= 3; i++ {
		v := h.Add(mod("m", fmt.Sprint("v", i)), now.Add(time.Duration(i)))
		if v.Number != i || v.Parent != i-1 || v.Checksum != mod("m", fmt.Sprint("v", i)).Checksum() {
			t.Fatalf("got %+v", v)
		}
	}
	if v, err := h.Rollback(1); err != nil || v.Number != 1 || string(v.Module.Files[0].Text) != "v1" {
		t.Errorf("got %+v, %v", v, err)
	}
	if v, _ := h.Current(); v.Number != 1 {
		t.Errorf("current: %d", v.Number)
	}
	if v := h.Add(mod("m", "v4"), now); v.Number != 4 || v.Parent != 1 {
		t.Errorf("after a rollback: %+v", v)
	}
	for range 20 {
		h.Add(mod("m", "x"), now)
	}
	if got := fmt.Sprint(numbers(h.Versions())); got != "[15 16 17 18 19 20 21 22 23 24]" {
		t.Errorf("kept %s", got)
	}
	if _, err := h.Get(14); !errors.Is(err, ErrNoVersion) || err.Error() != "no such version: 14 (kept: 15 to 24)" {
		t.Errorf("got %v", err)
	}
	if _, err := h.Rollback(15); err != nil {
		t.Error(err)
	}
	s := h.Summary()
	if s.CurrentVersion != 15 || s.TotalVersions != 24 || len(s.Versions) != MaxVersions {
		t.Errorf("got %+v", s)
	}
	h.Add(mod("m", "y"), now)
	if v, ok := h.Current(); !ok || v.Number != 25 || v.Parent != 15 {
		t.Errorf("got %+v", v)
	}
}

func TestHistoryKeepsACopy(t *testing.T) {
	var h History
	m := mod("m", "abc")
	h.Add(m, time.Now())
	m.Files[0].Text[0] = 'X'
	m.Files[0].Name = "z.go"
	v, _ := h.Current()
	if v.Module.Checksum() != v.Checksum {
		t.Errorf("got %+v", v.Module)
	}
}

func TestVersionJSON(t *testing.T) {
	var h History
	h.Add(mod("m", "x"), time.Unix(0, 0).UTC())
	raw, err := json.Marshal(h.Summary())
	want := `{"current_version":1,"total_versions":1,"versions":[{"version":1,"checksum":"` + mod("m", "x").Checksum() + `","time":"1970-01-01T00:00:00Z"}]}`
	if err != nil || string(raw) != want {
		t.Errorf("got %s, %v", raw, err)
	}
}
