// The strings package.
package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	s := "  Hello, World! Hello!  "
	t := strings.TrimSpace(s)
	fmt.Println(strings.ToUpper(t), strings.ToLower(t), strings.Title("ab cd"), strings.Count(t, "l"), strings.Index(t, "World"), strings.LastIndex(t, "Hello"))
	fmt.Println(strings.Split("a,b,,c", ","), len(strings.Split("", ",")), strings.SplitN("a,b,c", ",", 2), strings.SplitAfter("a.b", "."), strings.Fields(" a  b\tc\n"))
	fmt.Println(strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("abab", "ab", "x"), strings.Repeat("ab", 3), strings.Join([]string{"x", "y"}, "-"))
	fmt.Println(strings.HasPrefix(t, "Hello"), strings.HasSuffix(t, "!"), strings.Contains(t, "lo, W"), strings.ContainsAny(t, "xyz!"), strings.ContainsRune(t, 'W'), strings.EqualFold("Go", "GO"))
	fmt.Println(strings.Trim("xxaxbxx", "x"), strings.TrimLeft("xxa", "x"), strings.TrimRight("axx", "x"), strings.TrimPrefix("prefix", "pre"), strings.TrimSuffix("a.go", ".go"), strings.TrimFunc("12ab34", unicode.IsDigit))
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return 'A'
		}
		if r == 'x' {
			return -1
		}
		return r
	}, "banxana"), strings.IndexByte("abc", 'c'), strings.IndexRune("né", 'é'), strings.IndexAny("golang", "ny"), strings.IndexFunc("ab1", unicode.IsDigit))
	b, a, ok := strings.Cut("key=value=x", "=")
	fmt.Println(b, a, ok, strings.FieldsFunc("a1b2c", unicode.IsDigit))
	after, found := strings.CutPrefix("foobar", "foo")
	fmt.Println(after, found, strings.Compare("a", "b"), strings.ToTitle("x"), strings.LastIndexByte("aba", 'a'))
	for part := range strings.SplitSeq("p-q-r", "-") {
		fmt.Print(part, ";")
	}
	for l := range strings.Lines("one\ntwo") {
		fmt.Printf("%q ", l)
	}
	fmt.Println(strings.Count("five", ""), strings.ContainsFunc("abc", unicode.IsUpper))
}
