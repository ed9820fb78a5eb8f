// Negative shifts and lengths.
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	n := -1
	big := 70
	try(func() { fmt.Println(1 << n) })
	try(func() { fmt.Println(8 >> n) })
	try(func() { _ = make([]int, n) })
	try(func() { _ = make([]int, 2, big-69) })
	try(func() { _ = make(chan int, n) })
	fmt.Println(1<<big, uint8(1)<<7, int8(-128)>>7, -1>>big)
}
