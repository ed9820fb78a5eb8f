// An uncaught panic with an error prints its message.
package main

import "fmt"

type E struct{ n int }

func (e *E) Error() string { return fmt.Sprintf("error number %d", e.n) }

func main() {
	fmt.Println("before")
	var err error = &E{3}
	panic(err)
}
