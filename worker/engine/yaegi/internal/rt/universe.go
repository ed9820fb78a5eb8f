package rt

import (
	"go/types"
	"io"
	"math/rand"
	randv2 "math/rand/v2"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
)

// Options bind a universe to its program.
type Options struct {
	// Native finds the type that a compiled package defines under a name; ok
	// is false for types of the genome and of library packages in source form.
	Native func(path, name string) (t reflect.Type, ok bool)
	// Symbol finds a function or variable of a compiled package.
	Symbol func(path, name string) (v reflect.Value, ok bool)
	// Fatal tells panics that no method or function of this package may
	// swallow, such as the end of a program; nil if there are none.
	Fatal func(any) bool
	// Seed is where random sequences begin; nil leaves them to chance.
	Seed *uint64
	// FixedClock gives the program a clock of its own, which starts at the
	// same time always and moves only when the program waits: then it moves at
	// once.
	FixedClock bool
	// FixedMapOrder has reflection go through maps in the order of Entries.
	FixedMapOrder bool
	// Goroutines tells how many the program has.
	Goroutines func() int
	// Apart runs a function of the program on a goroutine that the program has
	// not started itself, and sees to its panics; nil: nobody does.
	Apart func(f func())
	// Done is closed when the program has ended.
	Done   <-chan struct{}
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
}

// A Universe holds the descriptors of one program's types and does what needs
// them. Its methods are safe for concurrent use.
type Universe struct {
	opt Options

	mu     sync.Mutex
	types  []*Type
	byKey  map[string]*Type
	byType map[types.Type]*Type
	named  map[*types.TypeName]string
	native map[reflect.Type]*Type
	reps   map[reflect.Type]reflect.Type
	fields sync.Map  // *Type to []jsonField
	clock  time.Time // of a fixed clock
	// random and randomV2 are the program's generators once they are seeded.
	random   atomic.Pointer[rand.Rand]
	randomV2 atomic.Pointer[randv2.Rand]
	mapOrder *randv2.Rand // shuffles maps
	// unsettled are descriptors whose parts may not be complete yet.
	unsettled []*Type
}

// NewUniverse returns an empty universe.
func NewUniverse(opt Options) *Universe {
	u := &Universe{
		opt:    opt,
		byKey:  map[string]*Type{},
		byType: map[types.Type]*Type{},
		named:  map[*types.TypeName]string{},
		native: map[reflect.Type]*Type{},
		reps:   map[reflect.Type]reflect.Type{},
	}
	u.Begin()
	return u
}

// Of returns the descriptor of a type, the same for identical types. The type
// must be free of type parameters; untyped types count as their default type,
// the type of nil as none (a nil result).
func (u *Universe) Of(t types.Type) *Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	defer u.settle()
	return u.of(t)
}

// OfNative returns the descriptor of a compiled type.
func (u *Universe) OfNative(t reflect.Type) *Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	defer u.settle()
	return u.ofNative(t)
}

// PtrTo returns the descriptor of the pointer to a type.
func (u *Universe) PtrTo(t *Type) *Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	defer u.settle()
	if t.ptr == nil {
		p, fresh := u.enter("*" + t.key)
		t.ptr = p
		if fresh {
			p.Kind, p.Elem, p.Name = reflect.Pointer, t, "*"+t.Name
			if t.src != nil {
				p.src = types.NewPointer(t.src)
			}
			u.finish(p)
		}
	}
	return t.ptr
}

// SliceOf returns the descriptor of the slice of a type.
func (u *Universe) SliceOf(t *Type) *Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	defer u.settle()
	s, fresh := u.enter("[]" + t.key)
	if fresh {
		s.Kind, s.Elem, s.Name = reflect.Slice, t, "[]"+t.Name
		if t.src != nil {
			s.src = types.NewSlice(t.src)
		}
		u.finish(s)
	}
	return s
}

// Types returns all descriptors so far, by ID; the first has ID 1.
func (u *Universe) Types() []*Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	return append([]*Type(nil), u.types...)
}

// enter finds the descriptor with a key or makes one to be filled in.
func (u *Universe) enter(key string) (t *Type, fresh bool) {
	if t = u.byKey[key]; t != nil {
		return t, false
	}
	t = &Type{ID: len(u.types) + 1, u: u, key: key}
	u.types = append(u.types, t)
	u.byKey[key] = t
	return t, true
}

// finish sets what follows from the parts of a descriptor.
func (u *Universe) finish(t *Type) {
	if t.Native == nil {
		t.Native = nativeOf(t)
	}
	if t.Native != nil && u.native[t.Native] == nil {
		u.native[t.Native] = t
	}
	u.unsettled = append(u.unsettled, t)
}

// SetRep tells by which type the program holds values of a type. It must be
// told of a type before another that contains it is described, or not at all.
func (u *Universe) SetRep(t *Type, rep reflect.Type) {
	u.mu.Lock()
	defer u.mu.Unlock()
	t.Rep = rep
}

// settle ends the making of descriptors. A type that contains itself is not
// complete when the types inside it are finished.
func (u *Universe) settle() {
	for _, t := range u.unsettled {
		t.Comparable = isComparable(t)
		t.plain = isPlain(t)
		if t.Rep == nil {
			t.Rep = repOf(t)
		}
	}
	u.unsettled = nil
}
