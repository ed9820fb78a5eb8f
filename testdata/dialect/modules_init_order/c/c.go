package c

import "b"

func init() { b.Register("c", func() string { return "called c" }) }
