// Package bench measures what Petri's operations cost on this machine, and
// beside them, in the same minutes, what comparable things cost without Petri:
// a figure means little without one of the same machine at the same time.
//
// Before and after each operation some bare processes are started (fork and
// exec of the smallest program that there is, or of one in all namespaces); the
// operation's ratio is to them. Nothing is asserted: whoever reads a Report
// judges.
package bench
