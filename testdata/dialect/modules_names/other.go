package main

import (
	. "fmt"
	str "strings"
)

func helper(n int) string { return str.Repeat(Sprint(state), n) }

func init() { state += "!" }
