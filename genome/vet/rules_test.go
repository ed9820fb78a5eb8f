package vet

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
)

// check vets one file and returns what is wrong with it as "RULE LINE:COLUMN:
// MESSAGE".
func check(text string, p genome.Profile) []string {
	var all []string
	for _, d := range Check(genome.FromString("a.go", text), p, genome.Caps{}).Diagnostics {
		all = append(all, d.Rule+" "+strings.TrimPrefix(d.String(), "a.go:"))
	}
	return all
}

// Every field of a profile makes a program pass that does not pass without it.
func TestProfileFields(t *testing.T) {
	programs := map[string]struct {
		text  string
		allow func(*genome.Profile)
		want  []string // under a profile that allows nothing
	}{
		"Name": {
			text:  "package p\nimport _ \"fmt\"\n",
			allow: func(p *genome.Profile) { p.Name, p.Imports = "mine", []string{"fmt"} },
			want:  []string{`import 2:8: import of "fmt" under profile bare: the profile does not allow it`},
		},
		"Imports": {
			text:  "package p\nimport _ \"fmt\"\nimport _ \"sort\"\n",
			allow: func(p *genome.Profile) { p.Imports = []string{"sort", "fmt"} },
			want: []string{
				`import 2:8: import of "fmt" under profile bare: the profile does not allow it`,
				`import 3:8: import of "sort" under profile bare: the profile does not allow it`,
			},
		},
		"AllImports": {
			text:  "package p\nimport _ \"sync\"\n",
			allow: func(p *genome.Profile) { p.AllImports = true },
			want:  []string{`import 2:8: import of "sync" under profile bare: the profile does not allow it`},
		},
		"DotImports": {
			text:  "package p\nimport . \"math\"\nvar x = Pi\n",
			allow: func(p *genome.Profile) { p.Imports, p.DotImports = []string{"math"}, true },
			want: []string{
				`import 2:8: import of "math" under profile bare: the profile does not allow it`,
				`dot-import 2:8: dot-import of "math": it hides where names come from`,
			},
		},
		"Goroutines": {
			text:  "package p\nfunc f(c chan int) {\n\tgo f(c)\n\tselect {\n\tcase c <- 1:\n\tdefault:\n\t}\n}\n",
			allow: func(p *genome.Profile) { p.Goroutines = true },
			want: []string{
				"goroutine 2:10: channel: the profile does not allow goroutines",
				"goroutine 3:2: go statement: the profile does not allow goroutines",
				"goroutine 4:2: select statement: the profile does not allow goroutines",
			},
		},
		"Goroutines of the library": {
			text: "package p\nimport (\n\t\"context\"\n\t\"sync\"\n\t\"time\"\n)\nvar a = time.AfterFunc\nvar b = context.AfterFunc\n" +
				"var w sync.WaitGroup\nfunc f() { w.Go(f); w.Wait() }\n",
			allow: func(p *genome.Profile) {
				p.Imports, p.Clock, p.Goroutines = []string{"context", "sync", "time"}, true, true
			},
			want: []string{
				`import 3:2: import of "context" under profile bare: the profile does not allow it`,
				`import 4:2: import of "sync" under profile bare: the profile does not allow it`,
				`import 5:2: import of "time" under profile bare: the profile does not allow it`,
				"goroutine 7:14: use of time.AfterFunc: the profile does not allow goroutines",
				"clock 7:14: use of time.AfterFunc: the profile does not allow to depend on time",
				"goroutine 8:17: use of context.AfterFunc: the profile does not allow goroutines",
				"goroutine 10:14: use of sync.WaitGroup.Go: the profile does not allow goroutines",
			},
		},
		"Clock": {
			text:  "package p\nimport . \"time\"\nvar d = Second\nvar s = Since(Unix(0, 0))\nvar f = Now\nfunc init() { Sleep(d) }\n",
			allow: func(p *genome.Profile) { p.Imports, p.DotImports, p.Clock = []string{"time"}, true, true },
			want: []string{
				`import 2:8: import of "time" under profile bare: the profile does not allow it`,
				`dot-import 2:8: dot-import of "time": it hides where names come from`,
				"clock 4:9: use of time.Since: the profile does not allow to depend on time",
				"clock 5:9: use of time.Now: the profile does not allow to depend on time",
				"clock 6:15: use of time.Sleep: the profile does not allow to depend on time",
			},
		},
		"Random": {
			text: "package p\nimport (\n\t\"math/rand\"\n\tv2 \"math/rand/v2\"\n)\n" +
				"var a = rand.New(rand.NewSource(1)).Intn(3)\nvar b = v2.New(v2.NewPCG(1, 2)).Float64()\nvar c *rand.Rand\n" +
				"var d = rand.Intn(6)\nvar e = v2.Shuffle\n",
			allow: func(p *genome.Profile) { p.Imports, p.Random = []string{"math/rand", "math/rand/v2"}, true },
			want: []string{
				`import 3:2: import of "math/rand" under profile bare: the profile does not allow it`,
				`import 4:2: import of "math/rand/v2" under profile bare: the profile does not allow it`,
				"random 9:14: use of rand.Intn: the profile allows only generators that the genome seeds",
				"random 10:12: use of rand.Shuffle: the profile allows only generators that the genome seeds",
			},
		},
	}
	for field := range reflect.TypeFor[genome.Profile]().Fields() {
		if field.Name == "FixedClock" || field.Name == "FixedMapOrder" {
			continue // has its effect when programs run
		}
		test, ok := programs[field.Name]
		if !ok {
			t.Errorf("%s has no effect that is tested", field.Name)
			continue
		}
		t.Run(field.Name, func(t *testing.T) {
			p := genome.Profile{Name: "bare"}
			if got := check(test.text, p); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			test.allow(&p)
			if got := check(test.text, p); got != nil {
				t.Errorf("allowed: %v", got)
			}
			if err := p.Validate(); err != nil {
				t.Error(err)
			}
			// The field is what matters, not the others that came with it.
			switch f := reflect.ValueOf(&p).Elem().FieldByName(field.Name); f.Kind() {
			case reflect.String: // a name allows nothing
			default:
				f.SetZero()
				if check(test.text, p) == nil {
					t.Error("passes without it too")
				}
			}
		})
	}
}

func TestTypedRules(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"library variables", `package p

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	. "os"
	"unicode"
)

var mine error

func f() {
	io.EOF = nil
	(io.EOF), mine = mine, io.EOF
	Args = nil
	Args[0] = "x"
	for _, io.EOF = range []error{nil} {
	}
	unicode.Latin.R16[0].Lo++
	*crc32.IEEETable = [256]uint32{}
	p := &io.EOF
	q := &Args[0]
	mine = io.EOF
	Stdout.WriteString("x")
	binary.LittleEndian.PutUint16(nil, 1)
	io := struct{ EOF int }{}
	io.EOF = 1
	_, _, _ = p, q, io
}
`, []string{
			"library-variable 14:2: assignment to io.EOF: variables of the standard library are not the genome's to change",
			"library-variable 15:3: assignment to io.EOF: variables of the standard library are not the genome's to change",
			"library-variable 16:2: assignment to os.Args: variables of the standard library are not the genome's to change",
			"library-variable 17:2: assignment to os.Args: variables of the standard library are not the genome's to change",
			"library-variable 18:9: assignment to io.EOF: variables of the standard library are not the genome's to change",
			"library-variable 20:2: assignment to unicode.Latin: variables of the standard library are not the genome's to change",
			"library-variable 21:3: assignment to crc32.IEEETable: variables of the standard library are not the genome's to change",
			"library-variable 22:8: pointer to io.EOF: variables of the standard library are not the genome's to change",
			"library-variable 23:8: pointer to os.Args: variables of the standard library are not the genome's to change",
		}},
		{"what is withheld", `package p

import (
	"math/rand/v2"
	"os"
	. "reflect"
	"time"
)

func f() (any, error) {
	b, err := os.ReadFile("/etc/passwd")
	n := rand.Int()
	zone, _ := time.LoadLocation("UTC")
	os.Stdout.Chmod(0)
	return []any{New(nil), DeepEqual(n, b), zone}, err
}
`, []string{
			"symbol 11:15: use of os.ReadFile: genomes are not offered it",
			"types 14:12: os.Stdout.Chmod undefined (type *os.File has no field or method Chmod)",
			"symbol 15:15: use of reflect.New: genomes are not offered it",
		}},
		{"members of what is not offered", `package p

import "encoding/json"

func f(err *json.UnmarshalTypeError) any {
	t := err.Type
	return t.Kind().String() + t.Method(0).Name
}
`, []string{
			"symbol 7:11: use of Kind of a type of package reflect: genomes are not offered it",
			"symbol 7:18: use of String of a type of package reflect: genomes are not offered it",
			"symbol 7:31: use of Method of a type of package reflect: genomes are not offered it",
			"symbol 7:41: use of Name of a type of package reflect: genomes are not offered it",
		}},
		{"denied and broken", "package p\nimport \"os\"\nfunc f() int {\n\tx := os.Getpid()\n\ty := undefined\n}\n", []string{
			"types 4:2: declared and not used: x",
			"symbol 4:10: use of os.Getpid: genomes are not offered it",
			"types 5:2: declared and not used: y",
			"types 5:7: undefined: undefined",
			"types 6:1: missing return",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := check(test.text, genome.Trusted()); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if r := Check(genome.FromString("a.go", test.text), genome.Trusted(), genome.Caps{}); !r.Denied {
				t.Error("not denied")
			}
		})
	}
}

// The page about the dialect lists every rule.
func TestRulesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/dialect.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range append(rules(), symbolRule(), typeRule()) {
		if !strings.Contains(string(text), "\n| `"+r.name+"` |") {
			t.Errorf("docs/dialect.md says nothing about the rule %q", r.name)
		}
		if r.why == "" || r.file == nil && r.node == nil && r.typed == nil && r.name != symbolRule().name && r.name != typeRule().name {
			t.Errorf("rule %q is not whole", r.name)
		}
	}
}
