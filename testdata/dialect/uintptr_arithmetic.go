// uintptr is an integer type like others.
package main

import "fmt"

type h uintptr

func main() {
	var i, m uintptr = 0, 3
	fmt.Println(i < m, m > i, i <= m, i != m, i == m, m >= i)
	i++
	fmt.Println(i)
	i += 5
	fmt.Println(i, i-m, i*m, i/m, i%m, i&m, i|m, i^m, i<<m, i>>1, i&^m, -i, ^i)
	if i < m {
		fmt.Println("less")
	}
	if i > m {
		fmt.Println("more")
	}
	for i > m {
		i--
		fmt.Print(i, " ")
	}
	for i = 0; i < m; i++ {
		fmt.Print(i, " ")
	}
	if i >= m && m <= i {
		fmt.Println("ge")
	}
	if i != m || m == 0 {
		fmt.Println("ne")
	}
	var x h = 5
	x--
	for x > 2 {
		x--
	}
	a := []int{1, 2, 3}
	fmt.Println(x, a[x], a[i-1], len(a[i-2:]), uintptr(7)/2, uint8(i), float64(i), string(rune(65+i)))
	switch {
	case i < 2:
		fmt.Println("<2")
	case i > 2:
		fmt.Println(">2")
	}
	b := i < m
	fmt.Println(b, !b, [4]string{2: "two"}[m-1], 1<<i, i == 3, map[uintptr]string{3: "x"}[i])
	c := make(chan uintptr, i)
	c <- i
	fmt.Println(cap(c), <-c, fmt.Sprintf("%x %v %T %#v", i, i, i, i), min(i, m, 2), max(i, 9))
	for j := range m {
		fmt.Print(j)
	}
	const big = ^uintptr(0)
	fmt.Println(big, big>>63 == 1, i-4 > m, uint64(big) == 1<<64-1)
}
