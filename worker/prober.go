package worker

import (
	"encoding/json"
	"errors"

	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/jail/probe"
)

// ServeProbes serves a supervisor that wants to know what its workers could do
// once they were taken over: a call of a function is a probe of that name
// (package jail/probe) with one argument, and its value is the kernel's answer.
// seal and fail are those of serve.Worker, so that a probe meets what a genome
// would.
func ServeProbes(seal func() error, fail func(error)) {
	serve.Worker(&prober{}, seal, fail)
}

type prober struct {
	serve.Refusing
}

func (*prober) Configure(*workerpb.ConfigureRequest) (*workerpb.ConfigureReply, error) {
	return &workerpb.ConfigureReply{}, nil
}

func (*prober) Call(r *workerpb.CallRequest, s serve.Replies) error {
	if len(r.GetInputs()) != 1 {
		return serve.Errorf(serve.InvalidArgument, "%d inputs for a probe, want 1", len(r.GetInputs()))
	}
	return s.Finish(&workerpb.CallReply{
		Outcomes: []*workerpb.Outcome{attempt(r.GetFunction(), r.GetInputs()[0])},
	})
}

// attempt runs a probe on a JSON array of one string.
func attempt(name string, input []byte) *workerpb.Outcome {
	var args []string
	err := json.Unmarshal(input, &args)
	if err == nil && len(args) != 1 {
		err = errors.New("want one argument")
	}
	if err != nil {
		return callerOutcome(workerpb.Verdict_VERDICT_BAD_ARGUMENTS, err)
	}
	answer, err := probe.Run(name, args[0])
	if err != nil {
		return callerOutcome(workerpb.Verdict_VERDICT_NO_FUNCTION, err)
	}
	value, err := json.Marshal(answer)
	if err != nil {
		return callerOutcome(workerpb.Verdict_VERDICT_FAILED, err)
	}
	return &workerpb.Outcome{Verdict: workerpb.Verdict_VERDICT_OK, Value: value}
}
