// want: timeout, memory_limit

package candidate

type node struct{ left, right *node }

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

// Run keeps the collector busy with trees that live just long enough.
func Run() {
	var kept [16]*node
	for i := 0; ; i++ {
		kept[i%len(kept)] = tree(14)
	}
}
