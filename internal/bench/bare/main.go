// Command bare is the interpreter without Petri: it reads a candidate from its
// standard input, calls its F on seven inputs and prints the sum. The bench
// measures it beside Petri.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/traefik/yaegi/interp"
	"github.com/traefik/yaegi/stdlib"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run() error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	i := interp.New(interp.Options{})
	if err := i.Use(stdlib.Symbols); err != nil {
		return err
	}
	if _, err := i.Eval(string(text)); err != nil {
		return err
	}
	v, err := i.Eval("candidate.F")
	if err != nil {
		return err
	}
	f, ok := v.Interface().(func(float64) float64)
	if !ok {
		return fmt.Errorf("want a func(float64) float64, found %v", v.Type())
	}
	s := 0.0
	for x := range 7 {
		s += f(float64(x))
	}
	_, err = fmt.Println(s)
	return err
}
