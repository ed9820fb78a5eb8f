// Package genome holds a genome as data: the Go sources that a sandbox runs,
// and what can be said about them without running anything.
//
// A [Genome] is a set of modules, a [Module] is one Go package, a [File] is one
// source file of it. Around them stand four questions:
//
//   - Is this a genome at all? [Genome.Check] looks at names, sizes and bytes
//     only. It never parses Go, so the supervisor may ask it about sources
//     from anybody. [Read] and [ReadFrom] bring sources in under the same caps.
//   - May it run, and in which order? Package vet parses and type-checks the
//     sources and applies a [Profile]. It is called inside the worker, before
//     anything executes; nothing else links it.
//   - Is it the same one? [Module.Checksum] and [Genome.Checksum] name the
//     content.
//   - Which one was it? [History] keeps the versions of one module, [Pedigree]
//     a bounded memory of individuals and their [Lineage].
//
// What is promised: every function here is bounded in time and memory by the
// size of its input and by [Caps], reports what it refuses together with a
// position, and executes nothing.
//
// What is not promised: that a vetted genome is harmless. Vetting finds early,
// and explains well, what a genome may not do; what stops a genome that gets
// past it is the engine's symbol table, which offers nothing dangerous, and the
// isolation of the worker process.
//
// Values are plain data. Functions that only read them may be called
// concurrently; [History] and [Pedigree] are for one goroutine at a
// time.
package genome
