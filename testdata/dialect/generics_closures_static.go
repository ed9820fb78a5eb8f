// Closures in generic functions are separate for each instantiation.
package main

import "fmt"

func Memo[K comparable, V any](f func(K) V) func(K) V {
	cache := map[K]V{}
	return func(k K) V {
		if v, ok := cache[k]; ok {
			return v
		}
		v := f(k)
		cache[k] = v
		return v
	}
}

func Counter[T any]() func(T) (T, int) {
	n := 0
	return func(x T) (T, int) { n++; return x, n }
}

func main() {
	calls := 0
	sq := Memo(func(i int) int { calls++; return i * i })
	up := Memo(func(s string) string { calls++; return s + s })
	fmt.Println(sq(3), sq(3), up("a"), up("a"), calls)
	c, d := Counter[int](), Counter[string]()
	c(1)
	fmt.Println(c(2))
	fmt.Println(d("x"))
}
