// The variable of a type switch captured in each clause.
package main

import "fmt"

func main() {
	var fs []func() string
	for _, x := range []any{1, "two", 3.5, []int{4}, nil, true} {
		switch v := x.(type) {
		case int:
			fs = append(fs, func() string { return fmt.Sprint("int ", v+1) })
		case string:
			fs = append(fs, func() string { return "string " + v })
		case float64, bool:
			fs = append(fs, func() string { return fmt.Sprintf("%T %v", v, v) })
		case nil:
			fs = append(fs, func() string { return fmt.Sprint("nil ", v == nil) })
		default:
			fs = append(fs, func() string { return fmt.Sprintf("other %T", v) })
		}
	}
	for _, f := range fs {
		fmt.Println(f())
	}
}
