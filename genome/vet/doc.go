// Package vet tells whether a genome may be loaded under a profile, and why not.
//
// [Check] looks at a genome in this order, and reports what it finds all at
// once, each with its position:
//
//   - Structure: [genome.Genome.Check], and how deep the source nests, before
//     anything is parsed.
//   - Syntax: go/parser.
//   - Rules that need a tree (rules.go): imports, directives, statements.
//   - What would take the type checker too long: constants (constant.go,
//     constant_size.go), types that double line by line (weigh.go, growth.go),
//     declarations that lead to one another without end (chain.go).
//   - How modules fit together: names, imports, cycles (graph.go).
//   - Types: go/types, with the language and the library of the compiler that
//     built the worker, in the compiler's words (types.go, words.go,
//     branches.go, sizes.go).
//   - Rules that need types (rules_typed.go).
//
// What a rule finds makes a genome denied, everything else makes it broken. The
// syntax that was checked is handed on ([Parsed]), so that nobody need parse it
// again.
//
// The types of the standard library come from data in the binary (std.go), made
// from the list in genome/stdlib: a genome sees the names of that list and no
// others, whatever the packages themselves export.
//
// What is promised: Check executes nothing, touches nothing outside its
// arguments, may be called concurrently, and its stack is bounded by the caps.
// Its time is at most a low power of the size of the source; no few lines take
// hours or gigabytes.
//
// What is not promised: that what passes is harmless. See package genome. Nor
// that a megabyte of hostile source takes less than some seconds: the worker
// calls Check under its load's deadline.
package vet
