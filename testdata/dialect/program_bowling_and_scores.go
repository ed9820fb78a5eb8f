// Exercise-like functions with table-driven tests in main.
package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func bowling(rolls []int) (score int, err error) {
	i := 0
	for range 10 {
		switch {
		case i+1 >= len(rolls):
			return 0, errors.New("incomplete game")
		case rolls[i] == 10:
			if i+2 >= len(rolls) {
				return 0, errors.New("incomplete game")
			}
			score += 10 + rolls[i+1] + rolls[i+2]
			i++
		case rolls[i]+rolls[i+1] == 10:
			if i+2 >= len(rolls) {
				return 0, errors.New("incomplete game")
			}
			score += 10 + rolls[i+2]
			i += 2
		case rolls[i]+rolls[i+1] > 10:
			return 0, fmt.Errorf("frame of %d pins", rolls[i]+rolls[i+1])
		default:
			score += rolls[i] + rolls[i+1]
			i += 2
		}
	}
	return score, nil
}
func luhn(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	sum := 0
	for i := range s {
		d := int(s[len(s)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return len(s) > 1 && sum%10 == 0
}
func rle(s string) string {
	var sb strings.Builder
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		if j-i > 1 {
			sb.WriteString(strconv.Itoa(j - i))
		}
		sb.WriteByte(s[i])
		i = j
	}
	return sb.String()
}
func unrle(s string) string {
	var sb strings.Builder
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n = n*10 + int(r-'0')
			continue
		}
		sb.WriteString(strings.Repeat(string(r), max(n, 1)))
		n = 0
	}
	return sb.String()
}
func balanced(s string) bool {
	pairs := map[rune]rune{')': '(', ']': '[', '}': '{'}
	var st []rune
	for _, r := range s {
		switch r {
		case '(', '[', '{':
			st = append(st, r)
		case ')', ']', '}':
			if len(st) == 0 || st[len(st)-1] != pairs[r] {
				return false
			}
			st = st[:len(st)-1]
		}
	}
	return len(st) == 0
}
func spiral(n int) [][]int {
	m := make([][]int, n)
	for i := range m {
		m[i] = make([]int, n)
	}
	x, y, dx, dy := 0, 0, 1, 0
	for i := 1; i <= n*n; i++ {
		m[y][x] = i
		nx, ny := x+dx, y+dy
		if nx < 0 || nx >= n || ny < 0 || ny >= n || m[ny][nx] != 0 {
			dx, dy = -dy, dx
			nx, ny = x+dx, y+dy
		}
		x, y = nx, ny
	}
	return m
}

func main() {
	perfect := slices.Repeat([]int{10}, 12)
	for _, tc := range []struct {
		name  string
		rolls []int
		want  int
	}{{"zero", make([]int, 20), 0}, {"perfect", perfect, 300}, {"spare", append([]int{5, 5, 3}, make([]int, 17)...), 16}, {"bad", append([]int{9, 9}, make([]int, 18)...), -1}, {"short", []int{1}, -1}} {
		got, err := bowling(tc.rolls)
		fmt.Println(tc.name, got, err, got == tc.want)
	}
	fmt.Println(luhn("4539 3195 0343 6467"), luhn("8273 1232 7352 0569"), luhn("0"), luhn("a1"))
	e := rle("AABCCCDEEEE")
	fmt.Println(e, unrle(e), unrle("12x"), rle(""))
	fmt.Println(balanced("{[()]}"), balanced("{[(])}"), balanced("("))
	for _, r := range spiral(4) {
		fmt.Printf("%3d\n", r)
	}
}
