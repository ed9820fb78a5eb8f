// Package ioutil is what genomes get of io/ioutil.
package ioutil

import "io"

var Discard io.Writer = io.Discard

func NopCloser(r io.Reader) io.ReadCloser { return io.NopCloser(r) }

func ReadAll(r io.Reader) ([]byte, error) { return io.ReadAll(r) }
