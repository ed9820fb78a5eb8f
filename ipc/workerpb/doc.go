// Package workerpb is package petripb's messages for a worker: the same wire,
// without the tables by which a program can look at its messages. To build those
// when a message is first used was a twentieth of the CPU time of a worker that
// evaluates one genome.
package workerpb
