// Texts of slice bound panics.
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	s := make([]int, 3, 5)
	a := [4]int{}
	str := "hello"
	i, j, k := 4, 2, 6
	n := -2
	try(func() { _ = s[i:j] })
	try(func() { _ = s[:k] })
	try(func() { _ = s[k:] })
	try(func() { _ = s[i:] })
	try(func() { _ = s[n:] })
	try(func() { _ = a[:k] })
	try(func() { _ = a[i:j] })
	try(func() { _ = str[k:] })
	try(func() { _ = str[i:j] })
	try(func() { _ = str[:k] })
	try(func() { _ = s[1:2:k] })
	try(func() { _ = s[1:i:j] })
	try(func() { _ = s[i:j:5] })
	try(func() { fmt.Println(len(s[:5]), cap(s[2:4:4])) })
}
