// Package petripb is the wire format between supervisor and worker, generated
// from petri.proto.
package petripb

//go:generate ./generate.sh
