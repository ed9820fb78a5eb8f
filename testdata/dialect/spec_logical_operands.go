// Operands of && and || of every kind: conversions, calls, indexes, receives, comparisons, nested.
package main

import "fmt"

type N int

func (n N) ok() bool { return n > 0 }

type R struct{ lo, hi uint32 }

func find(r rune, rs []R) *R {
	lo, hi := 0, len(rs)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		x := &rs[m]
		if rune(x.lo) <= r && r <= rune(x.hi) {
			return x
		}
		if r < rune(x.lo) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return nil
}

func main() {
	b := []byte("ab")
	f := 1.5
	n := 3
	var p *R
	m := map[string]bool{"t": true}
	var x any = 4
	if string(b) != "ab" || string(b[1:]) != "b" {
		fmt.Println("bad 1")
	}
	fmt.Println(string(b) == "ab" && string(b[1:]) == "b", int(f) == 1 && uint8(n) == 3, float64(n) > f || int(f) > 5)
	fmt.Println(p == nil || p.lo > 3, p != nil && p.lo > 3, m["t"] && !m["f"], N(n).ok() && !N(-n).ok(), N(n) > 2 && rune(n) < 'a')
	fmt.Println(x == 4 && x != nil, len(b) > 1 && b[1] == 'b' && string(b[0]) == "a", (n > 2 || b[5] == 0) && (n < 5 || b[6] == 0))
	if v, ok := x.(int); ok && int64(v) == 4 || false {
		fmt.Println("assert", !(ok && v == 5), bool(ok) && true)
	}
	r := find(6, []R{{1, 3}, {5, 9}, {20, 30}})
	fmt.Println(r != nil && r.lo == 5, find(4, []R{{1, 3}, {5, 9}}) == nil && n > 0)
	for i, t := range []struct{ a, b string }{{"ab", "b"}, {"ab", "c"}} {
		if string(b) != t.a || string(b[1:]) != t.b {
			fmt.Println("differs", i)
		}
	}
	for s := "xyz"; len(s) > 0 && string(s[0]) != "z"; s = s[1:] {
		fmt.Print(s, " ")
	}
	a, c := n > 1 && string(b) > "a", n < 1 || any(b[0]) == any(byte('a'))
	fmt.Println(a, c, func() bool { return string(b) == "ab" && n == 3 }(), any(n == 3 && string(b) == "x"))
	switch {
	case n == 4 || string(b) == "q":
		fmt.Println("no")
	case n == 3 && string(b[:1]) == "a":
		fmt.Println("yes")
	}
}
