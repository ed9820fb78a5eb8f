// want: failed, output_limit

package candidate

// A Node has a next one.
type Node struct{ Next *Node }

// Run returns a value that has no end.
func Run() *Node {
	n := &Node{}
	n.Next = n
	return n
}
