// Arguments of append are evaluated before anything moves.
package main

import "fmt"

func main() {
	s := make([]byte, 5, 6)
	copy(s, "12346")
	s = append(s[:len(s)-1], '5', s[len(s)-1])
	fmt.Println(string(s))
	t := []int{1, 2, 3, 4}
	t = append(t[:1], t[2], t[1])
	fmt.Println(t, t[:4])
	u := []int{1, 2, 3}
	u = append(u[:0], u[2], u[1], u[0])
	fmt.Println(u)
	v := append([]int(nil), u...)
	v[0], v = 100, append(v, v[0])
	fmt.Println(v, u)
}
