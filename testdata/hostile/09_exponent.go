// want: denied, load_error, timeout, memory_limit

package candidate

const huge = 1e1000000000

// Run needs a constant that is dear to compute.
func Run() bool { return huge/huge == 1 }
