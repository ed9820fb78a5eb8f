// Roman numerals both ways, number words, binary and other bases.
package main

import (
	"fmt"
	"math"
)

var table = []struct {
	v int
	s string
}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}

func roman(n int) (s string, err error) {
	if n <= 0 || n > 3999 {
		return "", fmt.Errorf("%d is out of range", n)
	}
	for _, t := range table {
		for n >= t.v {
			s += t.s
			n -= t.v
		}
	}
	return
}
func arabic(s string) (n int) {
	val := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}
	for i := range s {
		if i+1 < len(s) && val[s[i]] < val[s[i+1]] {
			n -= val[s[i]]
		} else {
			n += val[s[i]]
		}
	}
	return
}

var small = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
var tens = [...]string{2: "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

func say(n int) string {
	switch {
	case n < 0:
		return "minus " + say(-n)
	case n < 20:
		return small[n]
	case n < 100:
		s := tens[n/10]
		if n%10 > 0 {
			s += "-" + small[n%10]
		}
		return s
	case n < 1000:
		s := small[n/100] + " hundred"
		if n%100 > 0 {
			s += " and " + say(n%100)
		}
		return s
	}
	for i, name := range []string{"thousand", "million", "billion"} {
		p := int(math.Pow(1000, float64(i+1)))
		if n < p*1000 {
			s := say(n/p) + " " + name
			if n%p > 0 {
				s += " " + say(n%p)
			}
			return s
		}
	}
	return "many"
}
func base(n, b int) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	if n < b {
		return digits[n : n+1]
	}
	return base(n/b, b) + string(digits[n%b])
}

func main() {
	for _, n := range []int{1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999} {
		s, _ := roman(n)
		fmt.Print(s, " ", arabic(s) == n, " ")
	}
	_, err := roman(0)
	fmt.Println(err)
	for _, n := range []int{0, 13, 21, 80, 105, 999, 1000, 12345, -1000001} {
		fmt.Println(say(n))
	}
	fmt.Println(base(255, 2), base(255, 16), base(35, 36), base(0, 7))
}
