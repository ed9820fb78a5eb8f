// want: ok

// Command sortnumbers sorts the numbers in its input and prints their sum. It
// complains about anything else on its standard error.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strconv"
)

func main() {
	var numbers []float64
	scanner := bufio.NewScanner(os.Stdin)
	for line := 1; scanner.Scan(); line++ {
		n, err := strconv.ParseFloat(scanner.Text(), 64)
		if err != nil {
			fmt.Fprintf(os.Stderr, "line %d: %v\n", line, err)
			continue
		}
		numbers = append(numbers, n)
	}
	sort.Float64s(numbers)
	sum := 0.0
	for _, n := range numbers {
		sum += n
		fmt.Println(n)
	}
	fmt.Printf("sum %.2f\n", sum)
}
