// Operator precedence, short circuits, boolean types, comparisons.
package main

import "fmt"

type Flag bool

func (f Flag) String() string {
	if f {
		return "ON"
	}
	return "OFF"
}
func t(s string) bool { fmt.Print(s); return true }

func main() {
	a, b, c := 2, 3, 4
	fmt.Println(a+b*c, (a+b)*c, a-b-c, a*b%c, a<<1+1, a|b&c, a == 2 && b == 3 || c == 5, !(a == 2) != true, -a*-b, +a)
	fmt.Println(false && t("x"), true || t("y"), t("z") && !t("w"))
	f := Flag(a < b)
	fmt.Println(f, !f, f && Flag(true), bool(f) == (a < b))
	fmt.Println("a" < "b", "Z" < "a", "" < "a", 1.5 > 1, 'a' > 'A', &a == &a, [2]int{1, 2} != [2]int{1, 3})
	p := &a
	fmt.Println(*p*b, b / *p, b-*p, ^a, a&^b)
	a++
	b--
	a, b = b, a+b
	fmt.Println(a, b, a == b-3 == true)
}
