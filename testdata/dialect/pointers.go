// Pointers to pointers, to fields, to elements, to loop variables; new with a value.
package main

import "fmt"

type T struct {
	n    int
	next *T
}

func inc(p *int)           { *p++ }
func set(pp **int, q *int) { *pp = q }

func main() {
	a, b := 1, 2
	p := &a
	pp := &p
	**pp = 10
	set(pp, &b)
	inc(*pp)
	fmt.Println(a, b, *p, p == &b)
	t := T{n: 1}
	q := &t.n
	*q = 7
	t2 := t
	*q = 8
	fmt.Println(t.n, t2.n)
	arr := [3]int{1, 2, 3}
	e := &arr[1]
	*e *= 10
	s := arr[:]
	e2 := &s[2]
	s = append(s, 4)
	*e2 = 33
	fmt.Println(arr, s)
	l := &T{1, &T{2, &T{3, nil}}}
	sum := 0
	for x := l; x != nil; x = x.next {
		sum += x.n
	}
	l.next.next.n = 30
	fmt.Println(sum, l.next.next.n)
	ps := []*int{new(int), new(int)}
	*ps[0] = 5
	fmt.Println(*ps[0], *ps[1], ps[0] != ps[1])
	f := &struct{ x, y int }{1, 2}
	f.x, f.y = f.y, f.x
	fmt.Println(*f, new(T).next == nil)
	head := &l
	for *head != nil {
		if (*head).n == 2 {
			*head = (*head).next
			continue
		}
		head = &(*head).next
	}
	fmt.Println(l.n, l.next.n, l.next.next)
}
