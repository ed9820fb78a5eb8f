// A CSV report grouped and printed with a tabwriter.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

const data = `date,region,product,qty,price
2024-01-05,north,apple,10,1.50
2024-01-06,south,pear,3,2.25
2024-01-07,north,pear,5,2.00
2024-02-01,south,apple,7,1.75
2024-02-03,north,"fig, dried",2,10
bad,row,x,NaN?,1
`

type Row struct {
	Date    time.Time
	Region  string
	Product string
	Qty     int
	Price   float64
}

func parse(rec []string) (r Row, err error) {
	if r.Date, err = time.Parse("2006-01-02", rec[0]); err != nil {
		return r, fmt.Errorf("date: %w", err)
	}
	if r.Qty, err = strconv.Atoi(rec[3]); err != nil {
		return
	}
	r.Price, err = strconv.ParseFloat(rec[4], 64)
	r.Region, r.Product = rec[1], rec[2]
	return
}

type agg struct {
	qty int
	sum float64
	set map[string]struct{}
}

func main() {
	r := csv.NewReader(strings.NewReader(data))
	head, _ := r.Read()
	fmt.Println(len(head), head[0])
	byRegion := map[string]*agg{}
	months := map[time.Month]float64{}
	for line := 2; ; line++ {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		row, err := parse(rec)
		if err != nil {
			fmt.Printf("line %d: %v\n", line, err)
			continue
		}
		a, ok := byRegion[row.Region]
		if !ok {
			a = &agg{set: map[string]struct{}{}}
			byRegion[row.Region] = a
		}
		a.qty += row.Qty
		a.sum += float64(row.Qty) * row.Price
		a.set[row.Product] = struct{}{}
		months[row.Date.Month()] += float64(row.Qty) * row.Price
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(w, "REGION\tQTY\tSUM\tPRODUCTS")
	for _, k := range slices.Sorted(maps.Keys(byRegion)) {
		a := byRegion[k]
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%s\n", k, a.qty, a.sum, strings.Join(slices.Sorted(maps.Keys(a.set)), "; "))
	}
	w.Flush()
	fmt.Println(months)
}
