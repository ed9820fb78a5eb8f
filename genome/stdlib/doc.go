// Package stdlib is data: which packages there are in Go's standard library,
// and which of them, and what of them, genomes may import.
//
// [Packages] is the one list behind the two generators: that of the type
// information with which genomes are vetted (genome/vet) and that of the symbol
// tables with which they are executed (worker/engine/yaegi).
package stdlib
