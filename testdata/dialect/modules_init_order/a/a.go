package a

import "fmt"

var A = f("a.A")

func f(s string) string { fmt.Println("init", s); return s }

func init() { fmt.Println("a.init", A) }
