package main

func main() int { return 1 }

func main(x int) {}

// want 3:6: func main must have no arguments and no return values
// want 5:6: func main must have no arguments and no return values
// want 5:6: main redeclared in this block
//	main_signature.go:3:6: other declaration of main
