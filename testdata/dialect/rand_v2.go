// math/rand/v2 with a fixed source and the generic N.
package main

import (
	"fmt"
	"math/rand/v2"
	"time"
)

type src struct{ n uint64 }

func (s *src) Uint64() uint64 { s.n += 1 << 60; return s.n }

func main() {
	r := rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.IntN(100), r.Float64(), r.Perm(4), r.Uint64())
	c := rand.New(rand.NewChaCha8([32]byte{1}))
	fmt.Println(c.IntN(1000), c.Int64N(1e9))
	x := rand.N(10)
	d := rand.N(time.Second)
	fmt.Println(x >= 0 && x < 10, d < time.Second)
	own := rand.New(&src{})
	fmt.Println(own.Uint64(), own.IntN(16))
}
