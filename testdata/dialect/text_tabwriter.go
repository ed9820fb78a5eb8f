// Tables with text/tabwriter.
package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

func main() {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(w, "name\tqty\tprice\t")
	for _, r := range []struct {
		n string
		q int
		p float64
	}{{"apple", 3, 1.5}, {"watermelon", 10, 22.25}} {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t\n", r.n, r.q, r.p)
	}
	w.Flush()
	w = tabwriter.NewWriter(os.Stdout, 5, 0, 1, '.', 0)
	fmt.Fprintln(w, "a\tb\tc")
	fmt.Fprintln(w, "aaaaaa\tbb\tccc")
	w.Flush()
}
