// Anonymous structs nested in each other, as map values and function results.
package main

import "fmt"

func stats(xs []int) struct {
	Min, Max int
	Mean     float64
} {
	r := struct {
		Min, Max int
		Mean     float64
	}{Min: xs[0], Max: xs[0]}
	for _, x := range xs {
		r.Min, r.Max = min(r.Min, x), max(r.Max, x)
		r.Mean += float64(x) / float64(len(xs))
	}
	return r
}

var config = struct {
	Host string
	DB   struct {
		Name string
		Port int
	}
	Tags []string
}{Host: "h", Tags: []string{"x"}}

func main() {
	fmt.Printf("%+v\n", stats([]int{3, 1, 4}))
	config.DB.Name = "db"
	config.DB.Port = 5432
	fmt.Printf("%+v\n%v\n", config, config)
	m := map[string]struct{ n int }{"a": {1}}
	if v, ok := m["a"]; ok {
		fmt.Println(v.n)
	}
	tests := []struct {
		name string
		in   []int
		want int
	}{
		{"empty", nil, 0},
		{"two", []int{1, 2}, 3},
	}
	for _, tc := range tests {
		got := 0
		for _, x := range tc.in {
			got += x
		}
		fmt.Println(tc.name, got == tc.want)
	}
}
