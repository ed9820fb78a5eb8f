// Package jail holds what stands between a worker process and its host.
//
// The parent's half (Spawner, Process) starts a worker with nothing that it
// was not given: an empty environment, no terminal, no stdin, no inherited
// descriptor but its lifeline, a session of its own, and a death that is tied
// to the supervisor's by two independent means. The child's half (Seal) gives
// up, for good, what the worker could have misused.
//
// What is promised today, and by which mechanism, is what Guarantees reports;
// Results repeat it. In particular this package does not yet take the host's
// files, its network or its system calls away from a worker: there the
// interpreter's allow-list of packages is the only wall, and an allow-list in
// the process that it guards is not a kernel boundary.
//
// The package needs Linux 5.4 or later (pidfd_open and waiting through it).
package jail
