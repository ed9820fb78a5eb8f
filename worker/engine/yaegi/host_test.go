package yaegi

import (
	"slices"
	"strings"
	"testing"
)

func TestOutput(t *testing.T) {
	for _, test := range []struct{ body, out, err string }{
		{`fmt.Print("a", 1, 2)`, "a1 2", ""},
		{`fmt.Println("a", S{1})`, "a S1\n", ""},
		{`fmt.Printf("%v %s|", S{1}, E{2})`, "S1 E2|", ""},
		{`fmt.Fprintln(os.Stdout, "x")`, "x\n", ""},
		{`fmt.Fprintf(os.Stderr, "%d", 5)`, "", "5"},
		{`os.Stdout.WriteString("w"); os.Stdout.Write([]byte("v"))`, "wv", ""},
		{`w := bufio.NewWriter(os.Stdout); w.WriteString("buffered"); w.Flush()`, "buffered", ""},
		{`println("p", 1)`, "", "p 1\n"},
		{`print("p")`, "", "p"},
		{`var f *os.File = os.Stdout; if err := f.Close(); err == nil { fmt.Fprint(f, f.Name()) }`, "/dev/stdout", ""},
		{`_, err := os.Stdout.Read(nil); fmt.Print(err)`, "file is not open for reading", ""},
		{`_, err := os.Stdin.Write(nil); fmt.Print(err)`, "file is not open for writing", ""},
		{`v, ok := os.LookupEnv("PATH"); fmt.Print(v, ok, os.Getenv("PATH"), len(os.Environ()), os.Args)`, "false0 [genome]", ""},
	} {
		t.Run(test.body, func(t *testing.T) {
			s := &streams{}
			p := mustLoad(t, s, `package genome
import ("bufio"; "fmt"; "os")
var _, _ = bufio.NewReader, os.Exit
type S struct{ A int }
func (s S) String() string { return fmt.Sprint("S", s.A) }
type E struct{ A int }
func (e E) Error() string { return fmt.Sprint("E", e.A) }
func F() { `+test.body+` }
`)
			if _, panicked := callF(t, p, "F"); panicked != nil {
				t.Fatal(panicked)
			}
			if s.out.String() != test.out || s.err.String() != test.err {
				t.Errorf("printed %q and %q, want %q and %q", s.out.String(), s.err.String(), test.out, test.err)
			}
		})
	}
}

func TestInput(t *testing.T) {
	s := &streams{}
	p := New().New(s.env("7 x\nline\nrest"))
	t.Cleanup(p.Stop)
	err := p.Load(checked(t, mod("genome", "genome.go", `package genome
import ("bufio"; "fmt"; "io"; "os")
func F() string {
	var n int
	var w string
	fmt.Scanln(&n, &w)
	r := bufio.NewReader(os.Stdin)
	line, _ := r.ReadString('\n')
	rest, _ := io.ReadAll(r)
	return fmt.Sprintf("%d %s %q %q", n, w, line, rest)
}
`)))
	if err != nil {
		t.Fatal(err)
	}
	got, panicked := callF(t, p, "F")
	if want := `7 x "line\n" "rest"`; got != want || panicked != nil {
		t.Errorf("got %v, panic %v, want %v", got, panicked, want)
	}
}

func TestExit(t *testing.T) {
	s := &streams{}
	p := mustLoad(t, s, "package genome\nimport (\"fmt\"; \"os\")\nfunc F() { defer fmt.Print(\"deferred\"); os.Exit(3); fmt.Print(\"after\") }\n")
	f := mustLookup(t, p, "genome", "F")
	ended := make(chan bool)
	go func() {
		returned := false
		defer func() { ended <- returned }()
		f.Call(nil)
		returned = true
	}()
	if <-ended {
		t.Error("Call returned")
	}
	if !slices.Equal(s.exits, []int{3}) || strings.Contains(s.out.String(), "after") {
		t.Errorf("exits %v, output %q", s.exits, s.out.String())
	}
}

func TestExitDuringInit(t *testing.T) {
	for _, text := range []string{
		"package genome\nimport \"os\"\nfunc init() { os.Exit(4) }\n",
		"package genome\nimport \"os\"\nvar x = f()\nfunc f() int { os.Exit(4); return 1 }\n",
	} {
		s := &streams{}
		list := checked(t, mod("genome", "genome.go", text))
		ended := make(chan bool)
		go func() {
			returned := false
			defer func() { ended <- returned }()
			_ = New().New(s.env("")).Load(list)
			returned = true
		}()
		if <-ended || !slices.Equal(s.exits, []int{4}) {
			t.Errorf("exits %v", s.exits)
		}
	}
}

// What stock symbol tables allow and ours must not.
func TestEscapesAreRefused(t *testing.T) {
	for _, test := range []struct{ imports, body string }{
		{`"unsafe"`, `_ = unsafe.Sizeof(1)`},
		{`"syscall"`, `syscall.Getpid()`},
		{`"os/exec"`, `exec.Command("sh")`},
		{`"net"`, `net.Dial("tcp", "")`},
		{`"runtime"`, `runtime.Stack(nil, true)`},
		{`"plugin"`, `plugin.Open("x")`},
		{`"log/syslog"`, `syslog.New(0, "")`},
		{`"C"`, `C.x()`},
		{`"text/template"`, `template.New("x").ParseFiles("/etc/passwd")`},
		{`"path/filepath"`, `filepath.Walk("/", nil)`},
		{`"io/ioutil"`, `ioutil.ReadFile("x")`},
		{`"github.com/traefik/yaegi/stdlib"`, `_ = stdlib.Symbols`},
		{`"github.com/traefik/yaegi/interp"`, `_ = interp.Self`},
		{`"petri.host"`, `petri_host_.Export()`},
		{`"petri.native"`, `native.Sort(nil)`},
		{`"../genome"`, ``},
		{`"os"`, `os.StartProcess("", nil, nil)`},
		{`"os"`, `os.ReadFile("x")`},
		{`"os"`, `os.Setenv("a", "b")`},
		{`"reflect"`, `reflect.NewAt(nil, nil)`},
		{`"sync/atomic"`, `atomic.LoadPointer(nil)`},
		{`"sync/atomic"`, `atomic.LoadUintptr(nil)`},
		{`"sync/atomic"`, `var u atomic.Uintptr; u.Load()`},
	} {
		t.Run(test.imports+" "+test.body, func(t *testing.T) {
			p, err := load(t, nil, mod("genome", "genome.go", "package genome\nimport "+test.imports+"\nfunc F() { "+test.body+" }\n"))
			if err == nil {
				t.Fatalf("loaded: %v", p)
			}
			if d := diagnostics(t, err)[0]; d.Line == 0 {
				t.Errorf("no position: %+v", d)
			}
		})
	}
}
