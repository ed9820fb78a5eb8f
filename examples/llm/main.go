// Command llm improves a function with a language model, with Petri as its dish:
// the second pattern of integration. In each round the model is shown the best
// code so far and what became of its last proposal; its next one is loaded into
// a fresh sandbox, evaluated, and the sandbox is destroyed, whatever happened.
// Code that does not load and code that fails when it runs are told apart, and
// said to the model in words.
//
// The model here is a script (script.go): the replies of one that makes the
// usual mistakes. A real one stands behind the same interface, Client.
//
//	go run ./examples/llm -worker bin/worker
package main

import (
	"context"
	"fmt"
	"io"

	"github.com/petri-lab/petri/examples/internal/dish"
	"github.com/petri-lab/petri/supervisor"
)

func main() {
	dish.Main("llm", func(ctx context.Context, sup *supervisor.Supervisor, out io.Writer) error {
		best, err := improve(ctx, sup, out, newScript(), rounds)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\nbest, score %.2f:\n\n%s", best.score, best.code)
		return nil
	})
}
