// What fmt prints for wrong verbs and wrong numbers of arguments.
package main

import "fmt"

type S struct{ A int }

func (s S) String() string { panic("in String") }

type N struct{}

func (n *N) Error() string { return "E" + fmt.Sprint(n == nil) }

func main() {
	f := fmt.Sprintf
	verb := "%d"
	fmt.Println(f(verb, "s"), f(verb+" "+verb, 1), f(verb, 1, 2, "x"), f("%!", 1), f("%z", 3), f("%s", 5), f("%d", 2.5), f("%t", 1), f("%c", "x"))
	fmt.Println(f("%[5]d", 1), f("%*d", "x", 1), f("%d %s", []any{1, "a"}...), f("%s", nil), f("%d", nil), f("%x", nil), f("%"), f("100%"))
	fmt.Println(f("%s", []any{1, "a", nil}), f("%d", []string{"x"}), f("%s", error(nil)), f("%v", (*N)(nil)), f("%s", map[string]int{"a": 1}), f("%d", struct {
		A int
		B string
	}{1, "x"}))
	fmt.Println(S{1})
	fmt.Println(f("%s", (*S)(nil)))
	fmt.Println(f("%s|%d", true, true), f("%s", 'x'), f("%q", 1.5), f("%d", &S{2} == nil))
}
