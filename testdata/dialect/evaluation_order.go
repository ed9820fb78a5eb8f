// Calls are made from left to right.
package main

import "fmt"

func t(s string, v int) int { fmt.Print(s); return v }

type S struct{ a, b, c int }

func (s S) m(x int) S { fmt.Print("m", x); return s }

func two() (int, int) { fmt.Print("two"); return 1, 2 }

func main() {
	a := []int{t("a", 0), t("b", 1), t("c", 2)}
	fmt.Println(a[t("i", 1)] + t("j", 2)*t("k", 3))
	s := S{c: t("C", 3), a: t("A", 1), b: t("B", 2)}
	fmt.Println(s)
	s.m(t("x", 1)).m(t("y", 2)).m(t("z", 3))
	fmt.Println()
	arr := [3]int{}
	arr[t("p", 0)], arr[t("q", 1)] = t("r", 5), t("s", 6)
	fmt.Println(arr)
	fmt.Println(t("1", 1) > 2 && t("2", 2) > 1, t("3", 3) > 2 || t("4", 4) > 1)
	func(a, b int, c ...int) { fmt.Println(a, b, c) }(t("f", 1), t("g", 2), t("h", 3), t("i", 4))
	x, y := two()
	fmt.Println(x, y)
	var i any = t("any", 1)
	fmt.Println(i)
}
