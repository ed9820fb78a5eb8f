// Command turncoat is a sound worker until a genome takes it over, as one would
// that has got at the machine: the genome's source says so, in a line
//
//	// turncoat: ATTACK
//
// It has the whole process then, and does all that it can to get a score that
// the genome has not earned. A worker of its supervisor that never saw such a
// genome remains sound.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/worker"
	"github.com/petri-lab/petri/worker/engine/yaegi"
)

func main() {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(70)
		}
	}
	fail(jail.DropInherited())
	fail(jail.WatchLifeline(func() { os.Exit(0) }))
	plan, err := jail.ParsePlan(os.Args[1:])
	fail(err)
	cell, err := jail.Enter(plan)
	fail(err)
	serve.Worker(&turncoat{Worker: worker.New(yaegi.New())}, cell.Seal, fail)
}

type turncoat struct {
	*worker.Worker
	attack string // "" while it is sound; one operation at a time
}

// Load looks at the genome, and lets it run.
func (w *turncoat) Load(r *workerpb.LoadRequest) (*workerpb.LoadReply, error) {
	for _, m := range r.GetModules() {
		for _, f := range m.GetFiles() {
			if _, rest, ok := bytes.Cut(f.GetText(), []byte("// turncoat: ")); ok {
				attack, _, _ := strings.Cut(string(rest), "\n")
				w.attack = attack
			}
		}
	}
	return w.Worker.Load(r)
}

// Describe says whatever might be of use.
func (w *turncoat) Describe(r *workerpb.DescribeRequest) (*workerpb.DescribeReply, error) {
	text := map[string]string{
		"describe code":   "package candidate\n\nfunc init() { panic(1) }\n\nfunc Square(x int) int { return x * x }\n",
		"describe harm":   "package candidate\n\ntype T [1 << 40]int\n\nfunc Square(x int) int\n",
		"describe broken": "package candidate\n\nfunc Square(x Nowhere) int\n",
		"describe much":   "package candidate\n\nfunc Square(x int) int\n" + strings.Repeat("\n", 1<<20),
		"describe naught": "",
	}
	if t, ok := text[w.attack]; ok {
		return &workerpb.DescribeReply{Facades: []*workerpb.Facade{{Module: "candidate", Text: []byte(t)}}}, nil
	}
	switch w.attack {
	case "describe fitness":
		return &workerpb.DescribeReply{Facades: []*workerpb.Facade{{Module: "fitness", Text: []byte("package fitness\n\nfunc Fitness() float64\n")}}}, nil
	case "describe twice":
		f := &workerpb.Facade{Module: "candidate", Text: []byte("package candidate\n\nfunc Square(x int) int\n")}
		return &workerpb.DescribeReply{Facades: []*workerpb.Facade{f, f}}, nil
	}
	return w.Worker.Describe(r)
}

// Evaluate is what no genome's worker is ever asked.
func (w *turncoat) Evaluate(s serve.Evaluation) error {
	if w.attack == "" {
		return w.Worker.Evaluate(s)
	}
	return s.Send(answer("1"))
}

// Call answers the harness's question with the best of scores, and any other
// with what might pass for one.
func (w *turncoat) Call(r *workerpb.CallRequest, s serve.Replies) error {
	if w.attack == "" {
		return w.Worker.Call(r, s)
	}
	if r.GetFunction() == "Fitness" {
		return s.Send(answer("1"))
	}
	reply := answer("1")
	switch w.attack {
	case "score object":
		reply = answer(`{"score":1,"correct":1}`)
	case "infinite":
		reply = answer(`"+Inf"`)
	case "two outcomes":
		reply.Outcomes = append(reply.Outcomes, reply.GetOutcomes()[0])
	case "outcall":
		reply.Outcall = &workerpb.Outcall{Number: 1, Module: "fitness", Function: "Fitness", Args: []byte("[]")}
	case "no value":
		reply.Outcomes[0].Value = nil
	case "no JSON":
		reply.Outcomes[0].Value = []byte("1 1")
	case "load error":
		reply.Outcomes[0].Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
	case "no function":
		reply.Outcomes[0].Verdict = workerpb.Verdict_VERDICT_NO_FUNCTION
	case "cancelled":
		reply.Outcomes[0].Verdict = workerpb.Verdict_VERDICT_CANCELLED
	case "large":
		reply.Outcomes[0].Value = bytes.Repeat([]byte("1"), 2<<20)
	case "never":
		select {}
	case "many":
		reply.Outcomes = nil
		for i := range r.GetInputs() {
			o := answer("1").GetOutcomes()[0]
			o.Index = uint32(i)
			reply.Outcomes = append(reply.Outcomes, o)
		}
	}
	return s.Send(reply)
}

// answer is a sound reply to a call with one input.
func answer(value string) *workerpb.CallReply {
	return &workerpb.CallReply{
		Outcomes: []*workerpb.Outcome{{Verdict: workerpb.Verdict_VERDICT_OK, Value: []byte(value)}},
		Health:   &workerpb.Health{Serving: true},
	}
}
