// Package rt is the run time of lowered genomes: everything that needs to know
// the dynamic type of a value.
//
// The interpreter does not keep the types of a genome: a named type is held as
// what it is made of, its methods are plain functions. So the emitter gives
// each value that goes into an interface a descriptor of its type, and this
// package does with the pair what the Go run time and the packages that look
// into values (fmt, errors, encoding/json, reflect) do with an interface.
//
// A genome value is held as follows. The layout is that of the Go type with
// every named type of the genome replaced by its underlying type, every
// interface type by Iface, and every struct field by an exported one of any
// name in the same place. Types of compiled packages are held as themselves.
//
// One Universe belongs to one program. Nothing is shared between two.
package rt
