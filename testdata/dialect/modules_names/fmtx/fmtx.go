// Package fmtx has names that others have too.
package fmtx

import "strings"

type Builder struct{ strings.Builder }

func (b *Builder) Add(s string) *Builder { b.WriteString(s); return b }

func Println(s string) string { return "fmtx:" + s }

func init() { state = "ready" }

var state string

func State() string { return state }

type Error string

func (e Error) Error() string { return string(e) }

const Max = 10

type Kind int

const (
	A Kind = iota
	B
)

func (k Kind) String() string { return [...]string{"A", "B"}[k] }
