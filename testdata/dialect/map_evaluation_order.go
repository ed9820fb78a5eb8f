// What a map index assignment evaluates, and when.
package main

import "fmt"

func f(s string) string { fmt.Print(s, " "); return s }
func g(n int) int       { fmt.Print(n, " "); return n }

func main() {
	m := map[string]int{}
	m[f("a")] = g(1)
	m[f("b")], m[f("c")] = g(2), g(3)
	m[f("a")] += g(10)
	fmt.Println(m)
	x := map[string]int{f("k"): g(5), f("l"): g(6)}
	fmt.Println(x)
	i := 0
	s := []int{10, 20, 30}
	i, s[i] = 2, 99
	fmt.Println(i, s)
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)
	fmt.Println(f("x")+f("y") == f("xy"), g(1)+g(2)*g(3))
}
