package p

func f(r <-chan int, s chan<- int, n int) {
	r <- 1
	<-s
	s <- "a"
	close(r)
	close(n)
	n <- 1
	<-n
	x := <-s
	defer recover()
	defer len("a")
	select {
	case n:
	case x := 1:
	case r <- 1:
	}
	var c chan int = r
	_ = cap(n)
	delete(n, 1)
	delete(map[string]int{}, 1)
	copy(n, n)
	clear(n)
	min(1, "a")
	_ = max()
	_ = make(int)
	_ = make([]int)
	_ = make([]int, -1)
	_ = make([]int, 2, 1)
	_ = make([]int, "a")
	_ = new(1)
	panic()
	print(f)
}

// want 4:2: invalid operation: cannot send to receive-only channel <-chan int r (variable of type <-chan int)
// want 5:4: invalid operation: cannot receive from send-only channel chan<- int s (variable of type chan<- int)
// want 6:7: cannot use "a" (untyped string constant) as int value in send
// want 7:8: invalid operation: cannot close receive-only channel r (variable of type <-chan int)
// want 8:8: invalid operation: cannot close non-channel n (variable of type int)
// want 9:2: invalid operation: cannot send to non-channel int n (variable of type int)
// want 10:4: invalid operation: cannot receive from non-channel int n (variable of type int)
// want 11:2: declared and not used: x
// want 11:9: invalid operation: cannot receive from send-only channel chan<- int s (variable of type chan<- int)
// want 13:8: defer discards result of len("a") (constant 1 of type int)
// want 15:7: select case must be send or receive (possibly with assignment)
// want 16:7: select case must be send or receive (possibly with assignment)
// want 17:7: invalid operation: cannot send to receive-only channel <-chan int r (variable of type <-chan int)
// want 19:6: declared and not used: c
// want 19:19: cannot use r (variable of type <-chan int) as chan int value in variable declaration
// want 20:10: invalid argument: n (variable of type int) for built-in cap
// want 21:9: invalid argument: n (variable of type int) is not a map
// want 22:27: cannot use 1 (untyped int constant) as string value in argument to delete
// want 23:7: invalid copy: argument must be a slice; have n (variable of type int)
// want 24:8: invalid argument: cannot clear n (variable of type int): argument must be (or constrained by) map or slice
// want 25:9: invalid argument: mismatched types untyped int (previous argument) and untyped string (type of "a")
// want 26:6: invalid operation: not enough arguments for max() (expected 1, found 0)
// want 27:11: invalid argument: cannot make int: type must be slice, map, or channel
// want 28:6: invalid operation: make([]int) expects 2 or 3 arguments; found 1
// want 29:18: invalid argument: index -1 (constant of type int) must not be negative
// want 30:18: invalid argument: length and capacity swapped
// want 31:18: cannot convert "a" (untyped string constant) to type int
// want 33:2: invalid operation: not enough arguments for panic() (expected 1, found 0)
