// Primes: Eratosthenes, and the sieve of goroutines.
package main

import "fmt"

func sieve(n int) (ps []int) {
	comp := make([]bool, n+1)
	for i := 2; i <= n; i++ {
		if comp[i] {
			continue
		}
		ps = append(ps, i)
		for j := i * i; j <= n; j += i {
			comp[j] = true
		}
	}
	return
}
func generate(ch chan<- int) {
	for i := 2; ; i++ {
		ch <- i
	}
}
func filter(in <-chan int, out chan<- int, p int) {
	for {
		if i := <-in; i%p != 0 {
			out <- i
		}
	}
}
func factors(n int) map[int]int {
	m := map[int]int{}
	for p := 2; p*p <= n; p++ {
		for n%p == 0 {
			m[p]++
			n /= p
		}
	}
	if n > 1 {
		m[n]++
	}
	return m
}

func main() {
	fmt.Println(sieve(60), len(sieve(5000)))
	ch := make(chan int)
	go generate(ch)
	for range 12 {
		p := <-ch
		fmt.Print(p, " ")
		next := make(chan int)
		go filter(ch, next, p)
		ch = next
	}
	fmt.Println()
	fmt.Println(factors(360), factors(97), factors(1<<10*81))
}
