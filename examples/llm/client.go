package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// A Client is a language model. Mutate answers a prompt with text that has Go
// code in it.
type Client interface {
	Mutate(context.Context, Prompt) (string, error)
}

// A Prompt is what a model is asked. String is the whole of it as text, which is
// what a client of a real model sends.
type Prompt struct {
	Task     string
	Code     string  // the best so far
	Score    float64 // of that
	Feedback string  // on the last proposal; "" before the first
}

func (p Prompt) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nThe best code so far has score %.2f (1 is perfect):\n\n```go\n%s```\n", p.Task, p.Score, p.Code)
	if p.Feedback != "" {
		fmt.Fprintf(&b, "\nYour last proposal: %s\n", p.Feedback)
	}
	b.WriteString("\nAnswer with one improved Go file in a ```go block.\n")
	return b.String()
}

// fence finds the first block of code in a reply.
var fence = regexp.MustCompile("(?s)```(?:go|golang)?[ \t]*\n(.*?)```")

// code takes the code out of a reply. One without a block is taken for code as a
// whole: if it is none, the sandbox will say so.
func code(reply string) string {
	if m := fence.FindStringSubmatch(reply); m != nil {
		return m[1]
	}
	return strings.TrimSpace(reply) + "\n"
}
