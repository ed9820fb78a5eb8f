// Package ioutil is what genomes see of io/ioutil: what has nothing to do with
// files.
package ioutil

import "io"

var Discard io.Writer

func NopCloser(r io.Reader) io.ReadCloser
func ReadAll(r io.Reader) ([]byte, error)
