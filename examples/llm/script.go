package main

import (
	"context"
	"errors"
)

// A script is a Client that gives prepared replies, and keeps what it was asked.
type script struct {
	replies []string
	prompts []Prompt
}

var errNoMoreReplies = errors.New("the script is at its end")

func (s *script) Mutate(ctx context.Context, p Prompt) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if len(s.prompts) == len(s.replies) {
		return "", errNoMoreReplies
	}
	s.prompts = append(s.prompts, p)
	return s.replies[len(s.prompts)-1], nil
}

func newScript() *script {
	return &script{replies: []string{
		"Sure! The list must be sorted first.\n\n```go\n" + `package candidate

func Median(numbers []float64) float64 {
	sort.Float64s(numbers)
	return numbers[len(numbers)/2]
}
` + "```\n\nLet me know if you need anything else.",
		"I forgot the import:\n\n```go\n" + `package candidate

import (
	"os/exec"
	"sort"
)

func Median(numbers []float64) float64 {
	_ = exec.Command("true").Run()
	sort.Float64s(numbers)
	return numbers[len(numbers)/2]
}
` + "```\n",
		"```go\n" + `package candidate

import "sort"

func Median(numbers []float64) float64 {
	sort.Float64s(numbers)
	return numbers[len(numbers)/2]
}
` + "```\n",
		"An empty list has no middle. I insert by hand instead:\n\n```go\n" + `package candidate

func Median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sorted := append([]float64(nil), numbers...)
	for swapped := true; swapped; {
		for i := 1; i < len(sorted); i++ {
			if sorted[i] < sorted[i-1] {
				sorted[i], sorted[i-1] = sorted[i-1], sorted[i]
			}
		}
	}
	return sorted[len(sorted)/2]
}
` + "```\n",
		"I apologize, here is the corrected version.",
		"```go\n" + `package candidate

import "sort"

func Median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sort.Float64s(numbers)
	return numbers[len(numbers)/2]
}
` + "```\n",
		"```go\n" + `package candidate

import "sort"

func Median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sort.Float64s(numbers)
	middle := len(numbers) / 2
	if len(numbers)%2 == 0 {
		return (numbers[middle-1] + numbers[middle]) / 2
	}
	return numbers[middle]
}
` + "```\n",
		"The list must not be changed, so I sort a copy:\n\n```go\n" + `package candidate

import (
	"slices"
)

func Median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	middle := len(sorted) / 2
	if len(sorted)%2 == 0 {
		return (sorted[middle-1] + sorted[middle]) / 2
	}
	return sorted[middle]
}
` + "```\n",
	}}
}
