package yaegi

import "testing"

// kernels are what costs of the interpreter are measured with.
const kernels = `package genome

func Loop(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += i & 7
	}
	return sum
}

func Fib(n int) int {
	if n < 2 {
		return n
	}
	return Fib(n-1) + Fib(n-2)
}

func Sort(n int) int {
	a := make([]int, n)
	x := uint32(1)
	for i := range a {
		x = x*1664525 + 1013904223
		a[i] = int(x >> 8)
	}
	quick(a, 0, len(a)-1)
	return a[0]
}

func quick(a []int, lo, hi int) {
	for lo < hi {
		p, i, j := a[(lo+hi)/2], lo, hi
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
		quick(a, lo, j)
		lo = i
	}
}

func Sieve(n int) int {
	composite := make([]bool, n+1)
	count := 0
	for i := 2; i <= n; i++ {
		if !composite[i] {
			count++
			for j := i * i; j <= n; j += i {
				composite[j] = true
			}
		}
	}
	return count
}
`

type kernel struct {
	name string
	n    int
}

func theKernels() []kernel {
	return []kernel{{"Loop", 100000}, {"Fib", 18}, {"Sort", 5000}, {"Sieve", 20000}}
}

func BenchmarkKernel(b *testing.B) {
	for _, k := range theKernels() {
		b.Run(k.name, func(b *testing.B) {
			f := mustLookup(b, mustLoad(b, nil, kernels), "genome", k.name)
			args := anys([]int{k.n})
			for b.Loop() {
				if _, panicked := f.Call(args); panicked != nil {
					b.Fatal(panicked)
				}
			}
		})
	}
}
