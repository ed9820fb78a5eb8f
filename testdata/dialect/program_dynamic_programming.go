// Knapsack, longest common subsequence, edit distance, coin change, longest increasing subsequence.
package main

import (
	"fmt"
	"math"
	"sort"
)

type item struct {
	name string
	w, v int
}

func knapsack(items []item, capacity int) (int, []string) {
	n := len(items)
	dp := make([][]int, n+1)
	for i := range dp {
		dp[i] = make([]int, capacity+1)
	}
	for i, it := range items {
		for c := range dp[i] {
			dp[i+1][c] = dp[i][c]
			if it.w <= c {
				dp[i+1][c] = max(dp[i+1][c], dp[i][c-it.w]+it.v)
			}
		}
	}
	var picked []string
	for i, c := n, capacity; i > 0; i-- {
		if dp[i][c] != dp[i-1][c] {
			picked = append(picked, items[i-1].name)
			c -= items[i-1].w
		}
	}
	return dp[n][capacity], picked
}
func lcs(a, b string) string {
	dp := make([][]string, len(a)+1)
	for i := range dp {
		dp[i] = make([]string, len(b)+1)
		if i == 0 {
			continue
		}
		for j := 1; j <= len(b); j++ {
			switch {
			case a[i-1] == b[j-1]:
				dp[i][j] = dp[i-1][j-1] + a[i-1:i]
			case len(dp[i-1][j]) >= len(dp[i][j-1]):
				dp[i][j] = dp[i-1][j]
			default:
				dp[i][j] = dp[i][j-1]
			}
		}
	}
	return dp[len(a)][len(b)]
}
func levenshtein(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	prev := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i, x := range ra {
		cur := []int{i + 1}
		for j, y := range rb {
			cost := 1
			if x == y {
				cost = 0
			}
			cur = append(cur, min(prev[j+1]+1, cur[j]+1, prev[j]+cost))
		}
		prev = cur
	}
	return prev[len(rb)]
}
func coins(cs []int, amount int) (ways, fewest int) {
	w := make([]int, amount+1)
	f := make([]int, amount+1)
	w[0] = 1
	for i := 1; i <= amount; i++ {
		f[i] = math.MaxInt32
	}
	for _, c := range cs {
		for a := c; a <= amount; a++ {
			w[a] += w[a-c]
			f[a] = min(f[a], f[a-c]+1)
		}
	}
	return w[amount], f[amount]
}
func lis(xs []int) (best []int) {
	var tails [][]int
	for _, x := range xs {
		i := sort.Search(len(tails), func(i int) bool { t := tails[i]; return t[len(t)-1] >= x })
		var seq []int
		if i > 0 {
			seq = append(seq, tails[i-1]...)
		}
		seq = append(seq, x)
		if i == len(tails) {
			tails = append(tails, seq)
		} else {
			tails[i] = seq
		}
	}
	return tails[len(tails)-1]
}

func main() {
	fmt.Println(knapsack([]item{{"map", 9, 150}, {"compass", 13, 35}, {"water", 50, 200}, {"glucose", 15, 60}, {"tin", 27, 60}}, 75))
	fmt.Println(lcs("AGGTAB", "GXTXAYB"), levenshtein("kitten", "sitting"), levenshtein("naïve", "naive"))
	fmt.Println(coins([]int{1, 5, 10, 25}, 63))
	fmt.Println(lis([]int{10, 9, 2, 5, 3, 7, 101, 18}))
}
