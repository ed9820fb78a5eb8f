// goto out of the body of a range over a function; labels on a range over a literal with loops.
package main

import "fmt"

func upto(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Println("done", n)
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Println("stopped", i)
				return
			}
		}
	}
}

func forward(n int) (s string) {
	for i := range upto(n) {
		if i == 2 {
			goto out
		}
		s += fmt.Sprint(i)
	}
	return s + " ended"
out:
	return s + " out"
}

func backward() (s string) {
	tries := 0
	var fs []func() int
again:
	tries++
	for i := range upto(4) {
		fs = append(fs, func() int { i++; return i })
		for j := range upto(3) {
			switch {
			case i == tries && j == 1:
				goto again
			case i+j > 4:
				goto end
			}
		}
	}
	s = "through "
end:
	for _, f := range fs {
		s += fmt.Sprint(f(), f(), " ")
	}
	return s + fmt.Sprint(tries)
}

func plain(n int) (s string) {
	if n > 1 {
		goto loop
	}
	s = "small "
loop:
	for i := range 5 {
		switch {
		case i == n:
			continue loop
		case i > n+1:
			break loop
		}
		s += fmt.Sprint(i)
	}
	if n++; n < 3 {
		goto choice
	}
	goto loop2
choice:
	switch n {
	case 2:
		if s != "" {
			break choice
		}
		s += "not"
	default:
		s += "default"
	}
loop2:
	for n < 5 {
		n++
		if n == 4 {
			goto choice
		}
	}
	return s
}

func deferred() (n int) {
	for i := range upto(3) {
		defer func() { n = n*10 + i }()
		if i == 1 {
			goto end
		}
	}
end:
	return 7
}

func labelled() (x, n int) {
L:
	for x = range func(yield func(int) bool) {
		for i := range 5 {
			if !yield(i) {
				return
			}
		}
	} {
		n += 10
		switch {
		case x == 1:
			continue L
		case x > 2:
			break L
		}
		n++
	}
	return x, n
}

func main() {
	fmt.Println(forward(2), forward(4))
	fmt.Println(backward())
	fmt.Println(plain(1), plain(2), plain(0))
	fmt.Println(deferred())
	fmt.Println(labelled())
}
