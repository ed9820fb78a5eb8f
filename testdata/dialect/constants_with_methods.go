// Constants of named types: their methods called, taken as values and deferred.
package main

import (
	"fmt"
	"time"
)

type suit int

const (
	clubs suit = iota
	hearts
	spades
)

func (s suit) String() string    { return [...]string{"clubs", "hearts", "spades"}[s] }
func (s suit) next() suit        { return (s + 1) % 3 }
func (s suit) beats(o suit) bool { return s > o }

type degree float64

const (
	right    = degree(90)
	straight = 2 * right
)

func (d degree) turn(by degree) degree { return d + by }

type word string

const greeting word = "hello"

func (w word) shout() string { return string(w) + "!" }

type holder[T fmt.Stringer] struct{ value T }

func (h holder[T]) name() string { return "holder of " + h.value.String() }

func deferred() {
	defer fmt.Println(hearts.next().String(), "is evaluated first")
	defer fmt.Println("the last is run first:", spades.next())
}

func main() {
	fmt.Println(hearts.String(), clubs.next(), spades.next().next(), (hearts).beats(clubs))
	if straight != right.turn(90) || right.turn(right) < 180 {
		fmt.Println("wrong")
	}
	const local degree = 45
	fmt.Println(local.turn(local), greeting.shout(), time.Second.String(), time.Monday.String())
	f, g := hearts.next, suit.next
	fmt.Println(f(), g(spades), holder[suit]{clubs}.name())
	for i, m := range map[suit]func(suit) bool{spades: spades.beats} {
		fmt.Println(i, m(clubs), m(spades))
	}
	var s fmt.Stringer = clubs
	switch s {
	case clubs.next():
		fmt.Println("hearts")
	case clubs:
		fmt.Println(s.String())
	}
	defer func() { fmt.Println("recovered:", recover()) }()
	deferred()
	fmt.Println(suit(2).next(), suit(7-spades).String())
}
