// Package stdtypes is a form of type information from which single objects can
// be had.
//
// The compiler's export data is made to be read whole: a worker that vets one
// genome of two imports spent a tenth of its CPU time on it, to use three of
// some thousand objects. Here an object is made when it is asked for, with what
// its type mentions.
//
// What Encode writes is
//
//	number of packages, and of each: path, name, whether it is a part, where its
//	    section begins
//	sections: number of objects, and of each its name and where its record begins
//	records
//
// with numbers as in encoding/binary's varints, strings after their length, and
// places counted from the end of the list that has them. A record refers to an
// object by the number of its package and its name.
package stdtypes

import "go/types"

// The kinds of records.
const (
	recordConst = iota
	recordVar
	recordFunc
	recordAlias
	recordType
)

// The kinds of types.
const (
	typeBasic = iota
	typeUniverse
	typeNamed // also an alias that is an object of a package
	typeParameter
	typePointer
	typeSlice
	typeArray
	typeMap
	typeChan
	typeSignature
	typeStruct
	typeInterface
	typeUnion
)

// The kinds of constants.
const (
	constFalse = iota
	constTrue
	constString
	constInt
	constFloat
)

// basics are the basic types by their numbers.
func basics() []types.Type {
	var all []types.Type
	for _, t := range types.Typ {
		all = append(all, t)
	}
	return append(all, types.Universe.Lookup("byte").Type(), types.Universe.Lookup("rune").Type())
}
