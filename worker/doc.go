// Package worker is the inside of a worker process: it serves one supervisor,
// holds one genome, and swaps it for another without a restart.
//
// One operation runs at a time; the supervisor queues. Everything that executes
// a genome's code (initialisation, calls, Snapshot, Restore, Migrate) runs on a
// goroutine of its own under a deadline (guard). What does not end in time is
// stopped; a stopped program is thrown away and built again from the same
// sources; if even that fails, the worker says that it no longer serves, and
// the supervisor replaces the process.
//
// Nothing in this package is a security boundary. A genome that breaks out of
// the interpreter owns the process; the supervisor and the kernel are what
// holds it then.
package worker
