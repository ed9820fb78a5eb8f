// iota in its usual and unusual positions.
package main

import "fmt"

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	_
	Thursday
)

const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
	GB
)
const (
	a, b = iota, iota * 10
	c, d
	_, _
	e, f
)
const (
	x = "s"
	y
	z = iota
	w
)

type Flag uint8

const (
	Read Flag = 1 << iota
	Write
	Exec
	All = Read | Write | Exec
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed", "Thu"}[d] }

func main() {
	fmt.Println(Sunday, Monday, Thursday, int(Thursday), KB, MB, GB)
	fmt.Println(a, b, c, d, e, f, x, y, z, w)
	fmt.Println(Read, Write, Exec, All, All&^Write)
	fmt.Printf("%d %v %s|%03b\n", Monday, Monday, Monday, All)
	const (
		p = iota + 5
		q
	)
	fmt.Println(p, q)
}
