// Functions as values: maps, slices, returned, compared with nil, as fields.
package main

import (
	"errors"
	"fmt"
)

type Op func(float64, float64) (float64, error)

type Calc struct {
	ops map[string]Op
	log func(string)
}

func (c Calc) Do(name string, a, b float64) string {
	op, ok := c.ops[name]
	if !ok {
		return "unknown " + name
	}
	if c.log != nil {
		c.log(name)
	}
	r, err := op(a, b)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(r)
}

func twice(f func(int) int) func(int) int { return func(x int) int { return f(f(x)) } }
func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	var logged []string
	c := Calc{map[string]Op{
		"add": func(a, b float64) (float64, error) { return a + b, nil },
		"div": func(a, b float64) (float64, error) {
			if b == 0 {
				return 0, errors.New("division by zero")
			}
			return a / b, nil
		},
	}, func(s string) { logged = append(logged, s) }}
	fmt.Println(c.Do("add", 1, 2), c.Do("div", 1, 0), c.Do("pow", 1, 1), logged)
	inc := func(x int) int { return x + 1 }
	fmt.Println(twice(twice(inc))(0), compose(inc, twice(inc), func(x int) int { return x * x })(2))
	var f func()
	fmt.Println(f == nil, c.log != nil)
	table := []func() string{func() string { return "a" }, func() string { return "b" }}
	table[0], table[1] = table[1], table[0]
	fmt.Println(table[0]() + table[1]())
	curry := func(a int) func(int) func(int) int {
		return func(b int) func(int) int { return func(c int) int { return a*100 + b*10 + c } }
	}
	fmt.Println(curry(1)(2)(3))
}
