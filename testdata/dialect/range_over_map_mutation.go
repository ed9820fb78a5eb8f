// Deleting during a range over a map is allowed.
package main

import "fmt"

func main() {
	m := map[int]string{}
	for i := range 100 {
		m[i] = fmt.Sprint(i)
	}
	seen := 0
	for k := range m {
		seen++
		delete(m, k)
	}
	fmt.Println(seen, len(m))
	m = map[int]string{1: "a", 2: "b", 3: "c"}
	for k, v := range m {
		m[k] = v + v
		if k == 2 {
			delete(m, 2)
		}
	}
	fmt.Println(m)
	var nilMap map[string]int
	for range nilMap {
		fmt.Println("never")
	}
}
