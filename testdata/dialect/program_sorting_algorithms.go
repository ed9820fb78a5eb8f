// Bubble, insertion, quick, merge, heap, counting and radix sort, generic and not.
package main

import (
	"cmp"
	"fmt"
	"sort"
)

func bubble[T cmp.Ordered](a []T) {
	for i := range a {
		swapped := false
		for j := 0; j < len(a)-1-i; j++ {
			if a[j] > a[j+1] {
				a[j], a[j+1] = a[j+1], a[j]
				swapped = true
			}
		}
		if !swapped {
			return
		}
	}
}
func insertion[T cmp.Ordered](a []T) {
	for i := 1; i < len(a); i++ {
		x, j := a[i], i-1
		for ; j >= 0 && a[j] > x; j-- {
			a[j+1] = a[j]
		}
		a[j+1] = x
	}
}
func quick[T cmp.Ordered](a []T) {
	if len(a) < 2 {
		return
	}
	p, i := a[len(a)/2], 0
	j := len(a) - 1
	for i <= j {
		for a[i] < p {
			i++
		}
		for a[j] > p {
			j--
		}
		if i <= j {
			a[i], a[j] = a[j], a[i]
			i++
			j--
		}
	}
	quick(a[:j+1])
	quick(a[i:])
}
func merge[T cmp.Ordered](a []T) []T {
	if len(a) < 2 {
		return a
	}
	l, r := merge(a[:len(a)/2]), merge(a[len(a)/2:])
	out := make([]T, 0, len(a))
	for len(l) > 0 && len(r) > 0 {
		if l[0] <= r[0] {
			out, l = append(out, l[0]), l[1:]
		} else {
			out, r = append(out, r[0]), r[1:]
		}
	}
	return append(append(out, l...), r...)
}
func heapSort(a []int) {
	sift := func(i, n int) {
		for {
			c := 2*i + 1
			if c >= n {
				return
			}
			if c+1 < n && a[c+1] > a[c] {
				c++
			}
			if a[i] >= a[c] {
				return
			}
			a[i], a[c] = a[c], a[i]
			i = c
		}
	}
	for i := len(a)/2 - 1; i >= 0; i-- {
		sift(i, len(a))
	}
	for n := len(a) - 1; n > 0; n-- {
		a[0], a[n] = a[n], a[0]
		sift(0, n)
	}
}
func radix(a []uint32) {
	for shift := uint(0); shift < 32; shift += 8 {
		var buckets [256][]uint32
		for _, x := range a {
			b := x >> shift & 0xff
			buckets[b] = append(buckets[b], x)
		}
		a = a[:0]
		for _, b := range buckets {
			a = append(a, b...)
		}
	}
}

func main() {
	base := []int{5, -3, 9, 0, 2, 9, -8, 7}
	for _, f := range []func([]int){bubble[int], insertion[int], quick[int], heapSort, func(a []int) { copy(a, merge(a)) }} {
		a := append([]int(nil), base...)
		f(a)
		fmt.Println(a, sort.IntsAreSorted(a))
	}
	s := []string{"pear", "apple", "fig"}
	quick(s)
	u := []uint32{1 << 31, 7, 300, 0, 65536}
	radix(u)
	fmt.Println(s, u, merge([]float64{2.5, -1}), base)
}
