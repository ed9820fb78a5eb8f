// Command traitor is a worker that has been taken over, in a real jail: it is
// sealed as a worker is, and then does what the function that it is to call is
// named after. That is a probe of the kernel (package probe), or an attack on
// its supervisor over the wire.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	"github.com/petri-lab/petri/internal/probe"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/jail"
)

func main() {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(70)
		}
	}
	w := &traitor{environment: os.Environ()}
	plan, err := jail.ParsePlan(os.Args[1:])
	fail(err)
	fail(jail.DropInherited())
	fail(jail.WatchLifeline(func() { os.Exit(0) }))
	cell, err := jail.Enter(plan)
	fail(err)
	serve.Worker(w, cell.Seal, fail)
}

type traitor struct {
	serve.Refusing
	rpcs  atomic.Uint32 // how many have come
	count atomic.Int64  // evaluations
	// environment is what it was started with. The strings lie in its memory
	// for ever.
	environment []string
}

func (w *traitor) Configure(*workerpb.ConfigureRequest) (*workerpb.ConfigureReply, error) {
	w.rpcs.Add(1)
	return &workerpb.ConfigureReply{}, nil
}

// Ping is answered: who does not is replaced, and gets no further.
func (w *traitor) Ping(*workerpb.PingRequest) (*workerpb.PingReply, error) {
	w.rpcs.Add(1)
	return &workerpb.PingReply{}, nil
}

func (w *traitor) Load(*workerpb.LoadRequest) (*workerpb.LoadReply, error) {
	w.rpcs.Add(1)
	return &workerpb.LoadReply{
		Outcome: &workerpb.Outcome{Verdict: workerpb.Verdict_VERDICT_OK},
		Modules: []*workerpb.LoadedModule{{Name: "candidate", Unnamed: true}},
		Health:  &workerpb.Health{Serving: true},
	}, nil
}

// Call does what the function's name says, with the first argument, and answers
// with what came of it, as a JSON string.
func (w *traitor) Call(r *workerpb.CallRequest, s serve.Replies) error {
	// The supervisor's streams have odd numbers (RFC 9113, 5.1.1).
	a := &attack{w: w, argument: argument(r), stream: 2*w.rpcs.Add(1) - 1}
	var came string
	if attack, ok := attacks()[r.GetFunction()]; ok {
		came = attack(a)
	} else if came, ok = probe.Try(r.GetFunction(), a.argument); !ok {
		return s.Send(&workerpb.CallReply{
			Outcomes: []*workerpb.Outcome{{
				Verdict: workerpb.Verdict_VERDICT_NO_FUNCTION,
				Failure: &workerpb.Failure{Message: r.GetFunction()},
			}},
			Health: &workerpb.Health{Serving: true},
		})
	}
	return s.Send(answer(came))
}

// argument is the call's first, as text.
func argument(r *workerpb.CallRequest) string {
	var args []json.RawMessage
	if len(r.GetInputs()) == 0 || json.Unmarshal(r.GetInputs()[0], &args) != nil || len(args) == 0 {
		return ""
	}
	var text string
	if json.Unmarshal(args[0], &text) == nil {
		return text
	}
	return strings.TrimSpace(string(args[0]))
}

// answer is a sound reply.
func answer(value string) *workerpb.CallReply {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return &workerpb.CallReply{
		Outcomes: []*workerpb.Outcome{{Verdict: workerpb.Verdict_VERDICT_OK, Value: text}},
		Health:   &workerpb.Health{Serving: true},
	}
}
