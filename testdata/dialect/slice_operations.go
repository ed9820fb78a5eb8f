// copy, append forms, deletion, insertion, 3-index, nil and empty.
package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4, 5}
	n := copy(s[1:], s)
	fmt.Println(n, s)
	n = copy(s, []int{9, 9})
	b := make([]byte, 3)
	m := copy(b, "hello")
	fmt.Println(n, m, s, string(b))
	s = append(s[:1], s[2:]...)
	s = append(s[:2], append([]int{100, 200}, s[2:]...)...)
	fmt.Println(s)
	var z []int
	e := []int{}
	fmt.Println(z == nil, e == nil, len(z), cap(z), z, e)
	fmt.Printf("%#v %#v\n", z, e)
	z = append(z, z...)
	fmt.Println(z == nil, append(z, e...) == nil, append([]int(nil), s...))
	t := s[1:2:3]
	fmt.Println(t, len(t), cap(t), t[:2])
	bs := append([]byte("a"), "bc"...)
	bs = append(bs, 'd', 101)
	fmt.Println(string(bs))
	x, y := s[0], s[len(s)-1]
	s[0], s[len(s)-1] = y, x
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	fmt.Println(s, [][]int{s[:1], s[1:3], nil})
}
