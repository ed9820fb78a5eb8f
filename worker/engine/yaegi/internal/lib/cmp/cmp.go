// Package cmp is what genomes get of cmp in source form.
package cmp

type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 | ~string
}

func Less[T Ordered](x, y T) bool {
	return x < y || x != x && y == y
}

func Compare[T Ordered](x, y T) int {
	if x < y {
		return -1
	}
	if x > y {
		return 1
	}
	if x == y {
		return 0
	}
	if x == x {
		return 1
	}
	if y == y {
		return -1
	}
	return 0
}

func Or[T comparable](vals ...T) T {
	var zero T
	for i := 0; i < len(vals); i++ {
		if vals[i] != zero {
			return vals[i]
		}
	}
	return zero
}
