// Print, Println, Sprint and Sprintln: spaces and newlines.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	fmt.Print("a", "b", 1, 2, true, "c", 3.5, "\n")
	fmt.Print(1, 2, "\n")
	fmt.Println("a", "b", 1, nil, []int(nil), map[string]int(nil), error(nil))
	fmt.Println()
	fmt.Println(fmt.Sprint("x", 1, 2, "y", "z", 'c', []string{"q"}), fmt.Sprintln("end", 1) == "end 1\n")
	n, err := fmt.Print("né\n")
	fmt.Println(n, err)
	n, _ = fmt.Printf("%s\n", "abc")
	fmt.Println(n)
	fmt.Fprintln(os.Stdout, "to", "stdout")
	fmt.Fprintf(os.Stdout, "%d\n", 5)
	fmt.Fprint(os.Stdout, "x", "\n")
	var sb strings.Builder
	fmt.Fprintf(&sb, "%03d", 7)
	fmt.Fprint(&sb, "-", 8)
	fmt.Println(sb.String(), string(fmt.Append(nil, 1, "a")), string(fmt.Appendf([]byte("p"), "%d", 2)))
}
