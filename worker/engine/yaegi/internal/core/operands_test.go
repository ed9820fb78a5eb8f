package core

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// What ofPetri passes over is what this expression finds.
func TestReadsMemory(t *testing.T) {
	names := regexp.MustCompile(`\bp\.\w+|"(?:[^"\\]|\\.)*"|\d\.\d`)
	want := func(text string) bool {
		if !strings.ContainsAny(text, ".[*G") || strings.HasPrefix(text, "func(") {
			return false
		}
		return strings.ContainsAny(names.ReplaceAllString(text, ""), ".[*G")
	}
	check := func(text string) {
		if readsMemory(text) != want(text) {
			t.Errorf("%q: %v, want %v", text, readsMemory(text), want(text))
		}
	}
	for _, text := range []string{
		"", "p.Eq(a, b)", "xp.f", "p.", "p..x", "p.a.b", "_p.x", `"a.b" + c`, `"a\".b"`, `"a.b`, `"\`, "1.5", "1.5.5", "x1.5", "1.x", "a[1]", "*q", "G1_x", "func() { *q }", "float64(1.5e+10)",
	} {
		check(text)
	}
	random := rand.New(rand.NewPCG(1, 2))
	parts := []string{"p", ".", `"`, `\`, "1", "a", "_", "[", "*", "G", " ", "p.x", "(", "ä", "2.5"}
	for range 20000 {
		var b strings.Builder
		for range random.IntN(9) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		check(b.String())
	}
}
