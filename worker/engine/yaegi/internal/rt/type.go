package rt

import (
	"go/types"
	"reflect"
)

// A Type describes one Go type of a program. Identical types have one
// descriptor, so pointers to descriptors are compared to compare types.
// Descriptors are complete when Universe.Of returns them and are only read
// afterwards, except for their methods, which the program sets while it is
// initialised.
type Type struct {
	// ID numbers the descriptors of a universe from 1.
	ID int
	// Name is the type as %T prints it.
	Name string
	// Kind is the kind of the underlying type.
	Kind reflect.Kind
	// Named says whether this is a defined type, or a predeclared one.
	Named bool
	// Pkg is the import path of the package that defines a named type.
	Pkg string
	// Base is the name of a named type without its package.
	Base string

	Elem     *Type // of an array, channel, map, pointer, slice
	Key      *Type // of a map
	Len      int   // of an array
	Fields   []Field
	Params   []*Type // of a function; the last is a slice if Variadic
	Results  []*Type
	Variadic bool
	Dir      reflect.ChanDir
	// Names are the methods of an interface type, sorted.
	Names []string

	// Comparable says whether the language allows == on the type. Interfaces
	// in it may still hold what cannot be compared.
	Comparable bool
	// Native is the type of the values of a named type that a compiled package
	// defines, or of a type made of such and predeclared ones only; nil if the
	// type mentions a type of the genome or an interface.
	Native reflect.Type

	// Rep is the type by which the program holds values of this type, as far
	// as the emitter told (SetRep) or it follows from the parts; else nil.
	Rep reflect.Type

	// disguised marks a type of this package that stands for one of the
	// standard library.
	disguised bool

	iface reflect.Type // of an interface type of a compiled package

	u       *Universe
	key     string
	ptr     *Type // pointer to this type, once it was asked for
	plain   bool  // == on two values of the type cannot panic
	methods map[string]reflect.Value
	sigs    []string          // keys of the signatures of Names
	src     types.Type        // of a type that the source names
	set     map[string]string // method set: name to key of the signature, once it was asked for
}

// A Field describes a field of a struct type. Fields stand in the order of
// the source, in descriptors as in values.
type Field struct {
	Name     string
	Pkg      string // import path of the package, if the name is not exported
	Exported bool
	Embedded bool
	Tag      reflect.StructTag
	Type     *Type
}

// String is the name of the type as %T prints it.
func (t *Type) String() string { return t.Name }
