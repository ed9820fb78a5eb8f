package genome

import (
	"regexp"
	"testing"
)

func TestModuleChecksum(t *testing.T) {
	a := files("m", "a.go", "x", "b.go", "y")
	if got := a.Checksum(); !regexp.MustCompile(`^sha256:[0-9a-f]{64}$`).MatchString(got) {
		t.Errorf("got %s", got)
	}
	if files("m", "b.go", "y", "a.go", "x").Checksum() != a.Checksum() {
		t.Error("the order of files matters")
	}
	if a.Files[0].Name != "a.go" {
		t.Error("the module was changed")
	}
	if files("n", "a.go", "x", "b.go", "y").Checksum() != a.Checksum() {
		t.Error("the module's name matters")
	}
	if got, want := files("m", "a.go", "abc").Checksum(), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; got != want {
		t.Errorf("one file: got %s, want the SHA-256 of its text, %s", got, want)
	}
	seen := map[string]string{}
	for name, m := range map[string]Module{
		"itself": a, "other text": files("m", "a.go", "x", "b.go", "z"),
		"texts swapped": files("m", "a.go", "y", "b.go", "x"), "byte moved": files("m", "a.go", "", "b.go", "xy"),
		"one file": files("m", "a.go", "x"), "one file of both": files("m", "a.go", "xb.goy"), "none": files("m"),
		"byte into the name": files("ma", ".go", "x", "b.go", "y"),
	} {
		sum := m.Checksum()
		if other, dup := seen[sum]; dup {
			t.Errorf("%s and %s collide", name, other)
		}
		seen[sum] = name
	}
}

func TestGenomeChecksum(t *testing.T) {
	a, b := mod("a", "x"), mod("b", "y")
	if (Genome{a, b}).Checksum() != (Genome{b, a}).Checksum() {
		t.Error("the order of modules matters")
	}
	if (Genome{a, b}).Checksum() == (Genome{a}).Checksum() || (Genome{a}).Checksum() == (Genome{b}).Checksum() {
		t.Error("different genomes collide")
	}
}
