package genome

import (
	"errors"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	ok := "package p\n"
	caps := Caps{FileBytes: 20, TotalBytes: 30, Files: 3, Modules: 2}
	long := strings.Repeat("a", 129)
	for _, test := range []struct {
		name string
		g    Genome
		want error
		text string // in the message
	}{
		{"one", FromString("a.go", ok), nil, ""},
		{"two modules", Genome{mod("", ok), mod("a/b_2/C", ok)}, nil, ""},
		{"main", Genome{mod("main", ok)}, nil, ""},
		{"not Go", FromString("a.go", "x"), nil, ""},
		{"at the caps", Genome{files("", "a.go", ok+ok, "b.go", ok)}, nil, ""},
		{"odd but fine file names", Genome{files("", "a b.go", ok, "é.go", ok, "..go", ok)}, nil, ""},

		{"no modules", nil, ErrEmpty, "no modules"},
		{"no files", Genome{{Name: "m"}}, ErrEmpty, `module "m" has no files`},
		{"empty file", Genome{mod("", "")}, ErrEmpty, "module (unnamed): file a.go"},
		{"too many modules", Genome{mod("a", ok), mod("b", ok), mod("c", ok)}, ErrTooLarge, "3 modules, limit 2"},
		{"too many files", Genome{files("m", "a.go", "x", "b.go", "x", "c.go", "x", "d.go", "x")}, ErrTooLarge, "4 files up to module \"m\", limit 3"},
		{"large file", Genome{mod("m", ok+ok+"x")}, ErrTooLarge, "module \"m\": file a.go: genome too large: 21 bytes, limit 20"},
		{"large in all", Genome{mod("m", ok+ok), mod("n", ok+"x")}, ErrTooLarge, "31 bytes up to module \"n\", limit 30"},
		{"NUL", FromString("a.go", "a\x00"), ErrBinary, "NUL byte at offset 1"},
		{"Latin-1", FromString("a.go", "gr\xfcn"), ErrBinary, "not UTF-8 at offset 2"},
		{"two unnamed", Genome{mod("", ok), mod("", ok)}, ErrDuplicate, "two modules named (unnamed)"},
		{"two of a name", Genome{mod("m", ok), mod("m", ok)}, ErrDuplicate, `two modules named "m"`},
		{"two files of a name", Genome{files("m", "a.go", ok, "a.go", ok)}, ErrDuplicate, `two files named "a.go" in module "m"`},
		{"module up", Genome{mod("../x", ok)}, ErrBadName, `element ".."`},
		{"module from the root", Genome{mod("/x", ok)}, ErrBadName, `element ""`},
		{"module with a slash at its end", Genome{mod("x/", ok)}, ErrBadName, `element ""`},
		{"module with a dot", Genome{mod("github.com/x", ok)}, ErrBadName, `element "github.com"`},
		{"module with a digit in front", Genome{mod("x/1a", ok)}, ErrBadName, `element "1a"`},
		{"module with a NUL", Genome{mod("a\x00", ok)}, ErrBadName, `"a\x00"`},
		{"module in another script", Genome{mod("größe", ok)}, ErrBadName, "ASCII"},
		{"long module", Genome{mod(long, ok)}, ErrBadName, "129 bytes, limit 128"},
		{"file without a name", FromString("", ok), ErrBadName, `file ""`},
		{"file that is only a suffix", FromString(".go", ok), ErrBadName, `file ".go"`},
		{"file of another language", FromString("a.c", ok), ErrBadName, `does not end in .go`},
		{"file in a directory", FromString("x/a.go", ok), ErrBadName, "separator"},
		{"file with a NUL", FromString("a\x00.go", ok), ErrBadName, "unprintable"},
		{"file with a newline", FromString("a\n.go", ok), ErrBadName, "unprintable"},
		{"file not in UTF-8", FromString("\xff.go", ok), ErrBadName, "unprintable"},
		{"long file", FromString(long+".go", ok), ErrBadName, "132 bytes, limit 128"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.g.Check(caps)
			if !errors.Is(err, test.want) || err != nil && !strings.Contains(err.Error(), test.text) {
				t.Errorf("got %v, want %v with %q", err, test.want, test.text)
			}
		})
	}
}

func TestDefaultCaps(t *testing.T) {
	if got := (Caps{Files: -1, Modules: 7}).OrDefault(); got.Files != DefaultCaps().Files || got.Modules != 7 || got.Nesting != 256 {
		t.Errorf("got %+v", got)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("m", "a.go", "package m")
	f.Add("a/b", "\x00.go", "\xff")
	f.Fuzz(func(t *testing.T, module, file, text string) {
		g := Genome{mod("x", "x"), files(module, file, text)}
		err := g.Check(Caps{})
		if err == nil {
			if strings.ContainsAny(module+file, "\x00\n\\") || strings.Contains(file, "/") || module == "x" || text == "" {
				t.Errorf("accepted %q %q", module, file)
			}
			return
		}
		for _, known := range []error{ErrEmpty, ErrTooLarge, ErrBinary, ErrBadName, ErrDuplicate} {
			if errors.Is(err, known) {
				return
			}
		}
		t.Errorf("wraps nothing: %v", err)
	})
}
