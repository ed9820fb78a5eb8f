package worker

import (
	"context"
	"encoding/json"
	"errors"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/serve"
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
	petripb.UnimplementedWorkerServer
}

func (*prober) Configure(context.Context, *petripb.ConfigureRequest) (*petripb.ConfigureReply, error) {
	return &petripb.ConfigureReply{}, nil
}

func (*prober) Call(r *petripb.CallRequest, s grpc.ServerStreamingServer[petripb.CallReply]) error {
	if len(r.GetInputs()) != 1 {
		return status.Errorf(codes.InvalidArgument, "%d inputs for a probe, want 1", len(r.GetInputs()))
	}
	return s.Send(&petripb.CallReply{
		Outcomes: []*petripb.Outcome{attempt(r.GetFunction(), r.GetInputs()[0])},
	})
}

// attempt runs a probe on a JSON array of one string.
func attempt(name string, input []byte) *petripb.Outcome {
	var args []string
	err := json.Unmarshal(input, &args)
	if err == nil && len(args) != 1 {
		err = errors.New("want one argument")
	}
	if err != nil {
		return callerOutcome(petripb.Verdict_VERDICT_BAD_ARGUMENTS, err)
	}
	answer, err := probe.Run(name, args[0])
	if err != nil {
		return callerOutcome(petripb.Verdict_VERDICT_NO_FUNCTION, err)
	}
	value, err := json.Marshal(answer)
	if err != nil {
		return callerOutcome(petripb.Verdict_VERDICT_FAILED, err)
	}
	return &petripb.Outcome{Verdict: petripb.Verdict_VERDICT_OK, Value: value}
}
