// Labels among the statements of a case, and goto to them from further inside.
package main

import "fmt"

func f(n int, c chan int) string {
	s := ""
	switch n {
	case 0:
	again:
		s += "a"
		if len(s) < 3 {
			goto again
		}
		for i := 0; i < 2; i++ {
			switch i {
			case 1:
				goto done
			}
		}
	done:
		s += "d"
	case 1:
	loop:
		for i := range 3 {
			for {
				if i == 2 {
					break loop
				}
				continue loop
			}
		}
		s += "loop"
	case 2:
		select {
		case v := <-c:
		more:
			s += fmt.Sprint(v)
			v--
			if v > 0 {
				goto more
			}
		default:
			s += "none"
		}
	case 3:
		var x any = n
		switch y := x.(type) {
		case int:
		top:
			if y > 0 {
				s += "y"
				y--
				goto top
			}
		}
	case 4:
	fall:
		s += "f"
		if len(s) < 2 {
			goto fall
		}
		fallthrough
	case 5:
		s += "through"
	}
	return s
}

func main() {
	c := make(chan int, 1)
	for i := range 6 {
		if i == 2 {
			c <- 3
		}
		fmt.Println(i, f(i, c))
	}
}
