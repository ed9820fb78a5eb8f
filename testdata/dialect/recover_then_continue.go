// After a recover the function returns normally to its caller.
package main

import "fmt"

func safeDiv(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
			}
		}
	}()
	return a / b, nil
}

func main() {
	for _, b := range []int{3, 0, 2} {
		q, err := safeDiv(12, b)
		fmt.Println(q, err)
	}
}
