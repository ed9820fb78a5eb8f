// Receives inside expressions, conditions, arguments, composite literals and indexes.
package main

import "fmt"

func main() {
	c := make(chan int, 10)
	b := make(chan bool, 10)
	for i := range 8 {
		c <- i
		b <- i%2 == 0
	}
	fmt.Println(<-b && true, <-b || false, !<-b, <-c+<-c*2, -<-c)
	if <-c == 3 && <-b == false {
		fmt.Println("in if")
	}
	a := []int{<-c, <-c}
	s := struct{ x, y int }{<-c, 1}
	fmt.Println(a, s, [3]string{"a", "b", "c"}[<-c%3], len(c))
	m := map[int]string{1: "x"}
	c <- 1
	fmt.Println(m[<-c])
	switch c <- 5; <-c {
	case 5:
		fmt.Println("five")
	}
	cs := map[string]chan int{"k": c}
	cs["k"] <- 9
	fmt.Println(<-cs["k"])
	for i := range cap(c) {
		c <- i
	}
	sum := 0
	for len(c) > 0 {
		sum += <-c
	}
	fmt.Println(sum)
}
