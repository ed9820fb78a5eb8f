// sort.Reverse embeds an interface; a program's own wrapper does the same.
package main

import (
	"fmt"
	"sort"
)

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type inverse struct{ sort.Interface }

func (r inverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

func main() {
	s := []string{"ccc", "a", "dddd", "bb"}
	sort.Sort(byLen(s))
	fmt.Println(s)
	sort.Sort(sort.Reverse(byLen(s)))
	fmt.Println(s, sort.IsSorted(byLen(s)))
	sort.Sort(inverse{sort.Reverse(byLen(s))})
	fmt.Println(s)
	sort.Stable(inverse{byLen(s)})
	fmt.Println(s)
}
