// Package engine is the seam between the worker and whatever executes genomes.
//
// The worker knows only these types. The one implementation today interprets
// with yaegi (package engine/yaegi); one that compiles natively would stand
// beside it and nothing else in Petri would change.
package engine

import (
	"errors"
	"io"
	"reflect"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
)

// ErrNoFunction says that a module, or an exported function in it, does not
// exist in a program.
var ErrNoFunction = errors.New("no such function")

// A Module is one vetted package, ready to be executed. Modules are given to
// Load in dependency order: a module's imports come before it.
type Module struct {
	Name    string   // import name
	Package string   // name in its package clause
	Imports []string // everything its files import: standard packages and modules
	Files   []genome.File
	Syntax  *vet.Syntax // the files, parsed and type-checked; not to be changed
	// Elsewhere says that calls of the module's functions, which have no bodies,
	// go to Env.Outcall.
	Elsewhere bool
}

// Env is what a program may touch outside itself. All writers and the reader
// must be safe for concurrent use; the program never closes them.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Exit is called by the program's os.Exit. It must not return: it ends the
	// calling goroutine (runtime.Goexit) after it arranged for Stop.
	Exit func(code int)
	// Overstep is called by the goroutine of the program that passes the limit
	// of Begin. It must not return, as Exit.
	Overstep func()
	// Outcall makes a call of a function that is elsewhere, of type t as
	// Func.Type has it; its arguments and results are those of
	// reflect.Value.CallSlice. It may be called from several goroutines of the
	// program. An error is a panic of the calling code with the error's words.
	// It may end the calling goroutine (runtime.Goexit).
	Outcall func(module, name string, t reflect.Type, args []reflect.Value) ([]reflect.Value, error)
	// Seed, if not nil, is where the global functions of math/rand and
	// math/rand/v2 begin, at each Begin. hash/maphash does not follow it.
	Seed *uint64
	// FixedClock gives the program a clock that begins at the same moment at
	// each Begin and moves only by what the program waits for, which takes no
	// time.
	FixedClock bool
	// FixedMapOrder makes range over a map follow Seed too, or 0 if that is nil,
	// from each Begin on: genome.Profile says for which keys.
	FixedMapOrder bool
}

// An Engine makes programs.
type Engine interface {
	// Packages lists the standard packages that programs of this engine can
	// import, sorted.
	Packages() []string
	// New returns an empty program.
	New(Env) Program
	// Inner looks into the wrapper that the engine puts around a value which a
	// program holds in an interface; ok is false for what is no wrapper.
	Inner(v reflect.Value) (inner reflect.Value, ok bool)
}

// A Program is one set of modules loaded together. It is loaded once; a change
// of any module means a new Program.
type Program interface {
	// Load compiles modules and runs their package initialisation on the
	// calling goroutine. What is wrong with the source comes back as
	// *LoadError, a panic during initialisation as *Panic. It may also never
	// return (an endless initialiser) until Stop is called, and the calling
	// goroutine may end in runtime.Goexit.
	Load(modules []Module) error

	// Begin begins what is counted as one run: Load, or a call. Steps count
	// anew, up to a limit (0: none). It must not be called while the program
	// executes.
	Begin(limit int64)

	// Steps is how many steps the program has made since Begin, on all its
	// goroutines: entries of functions and rounds of loops. They are the same
	// for the same program, arguments and seed, but for goroutines whose
	// interleaving decides on what they do.
	Steps() int64

	// Lookup finds an exported function of a module, or main of a package
	// main. The result can be called any number of times. The error wraps
	// ErrNoFunction.
	Lookup(module, name string) (Func, error)

	// Stop ends everything that the program executes, at the next statement
	// of each of its goroutines. It may be called at any time, from any
	// goroutine, more than once, and returns at once. A stopped program is
	// spent: values that its functions return during or after Stop mean
	// nothing.
	Stop()
}

// A Func is a function of a program.
type Func interface {
	// Type is the function's type; interpreted types appear in it as
	// unnamed types. Fields of struct types that are unexported in the source
	// carry the struct tag key UnexportedTag.
	Type() reflect.Type
	// Call runs the function on the calling goroutine. Calls of one program
	// must not overlap, unless it starts goroutines itself. A panic that unwinds
	// out of it comes back as *Panic. The calling goroutine may end in
	// runtime.Goexit instead.
	Call(args []reflect.Value) ([]reflect.Value, *Panic)
}

// UnexportedTag is the struct tag key that marks a field which is unexported
// in the source although reflection shows it as exported.
const UnexportedTag = "petri_unexported"

// EmbeddedTag is the struct tag key that marks a field which is embedded in
// the source although reflection shows it as an ordinary one.
const EmbeddedTag = "petri_embedded"

// A LoadError lists what is wrong with a genome's source.
type LoadError struct {
	Diagnostics []genome.Diagnostic
}

func (e *LoadError) Error() string {
	if len(e.Diagnostics) == 0 {
		return "load failed"
	}
	return e.Diagnostics[0].String()
}

// A Panic is a panic that unwound out of a program.
type Panic struct {
	Message string
	// Trace names the interpreted functions, innermost first, with the most
	// exact position that the engine knows for each.
	Trace []Frame
}

func (p *Panic) Error() string { return "panic: " + p.Message }

// A Frame is one line of an interpreted trace.
type Frame struct {
	Function string // "candidate.Square"
	Module   string
	File     string
	Line     int
	Column   int
}
