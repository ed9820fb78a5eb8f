package main

import "math/rand/v2"

const (
	capacity = 150
	smallest = 20
	largest  = 100
)

// An instance is the sizes of its items, in the order in which they come.
type instance []int

// generate makes instances; the same seed, the same ones.
func generate(seed uint64, n, items int) []instance {
	rnd := rand.New(rand.NewPCG(seed, 0))
	all := make([]instance, n)
	for i := range all {
		all[i] = make(instance, items)
		for j := range all[i] {
			all[i][j] = smallest + rnd.IntN(largest-smallest+1)
		}
	}
	return all
}

// l1 is the number of bins that the items would fill if they could be cut.
func (in instance) l1() int {
	sum := 0
	for _, size := range in {
		sum += size
	}
	return ceil(sum)
}

// l2 is the bound of Martello and Toth (1990): for each k, what is larger than
// half a bin needs one of its own; what is at least k fits beside it only if that
// leaves room, which those above capacity-k do not.
func (in instance) l2() int {
	best := 0
	for k := range capacity/2 + 1 {
		alone, beside, room, small := 0, 0, 0, 0
		for _, size := range in {
			switch {
			case size > capacity-k:
				alone++
			case 2*size > capacity:
				beside++
				room += capacity - size
			case size >= k:
				small += size
			}
		}
		best = max(best, alone+beside+ceil(max(0, small-room)))
	}
	return best
}

func ceil(sizes int) int { return (sizes + capacity - 1) / capacity }
