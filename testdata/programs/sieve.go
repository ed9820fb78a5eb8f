// want: ok

// Command sieve prints the primes below the number in its input, by a chain of
// goroutines, each of which filters out the multiples of one prime.
package main

import (
	"fmt"
	"os"
)

func numbers(limit int) chan int {
	c := make(chan int)
	go func() {
		for i := 2; i < limit; i++ {
			c <- i
		}
		close(c)
	}()
	return c
}

func filter(in chan int, prime int) chan int {
	out := make(chan int)
	go func() {
		for n := range in {
			if n%prime != 0 {
				out <- n
			}
		}
		close(out)
	}()
	return out
}

func main() {
	limit := 0
	if _, err := fmt.Fscan(os.Stdin, &limit); err != nil {
		fmt.Fprintln(os.Stderr, "want a number:", err)
		os.Exit(2)
	}
	c := numbers(limit)
	for {
		prime, ok := <-c
		if !ok {
			return
		}
		fmt.Println(prime)
		c = filter(c, prime)
	}
}
