// Command traitor is a worker that has been taken over, in a real jail: it is
// sealed as a worker is, and then makes the system call that it is told to.
package main

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/jail"
)

type traitor struct {
	petripb.UnimplementedWorkerServer
}

func main() {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(70)
		}
	}
	plan, err := jail.ParsePlan(os.Args[1:])
	fail(err)
	fail(jail.DropInherited())
	fail(jail.WatchLifeline(func() { os.Exit(0) }))
	cell, err := jail.Enter(plan)
	fail(err)
	ipc.Serve(&traitor{}, cell.Seal, fail)
}

func (*traitor) Configure(context.Context, *petripb.ConfigureRequest) (*petripb.ConfigureReply, error) {
	return &petripb.ConfigureReply{}, nil
}

func (*traitor) Load(context.Context, *petripb.LoadRequest) (*petripb.LoadReply, error) {
	return &petripb.LoadReply{
		Outcome: &petripb.Outcome{Verdict: petripb.Verdict_VERDICT_OK},
		Modules: []*petripb.LoadedModule{{Name: "candidate", Unnamed: true}},
		Health:  &petripb.Health{Serving: true},
	}, nil
}

// Call makes a system call and answers with its error's name, as a JSON string.
func (*traitor) Call(r *petripb.CallRequest, s grpc.ServerStreamingServer[petripb.CallReply]) error {
	var err error
	switch r.Function {
	case "Mkdir":
		err = unix.Mkdir("/tmp/traitor", 0o700)
	case "Exec":
		err = unix.Exec("/bin/true", []string{"true"}, nil)
	case "Open":
		_, err = unix.Open("/etc/passwd", unix.O_RDONLY, 0)
	case "Socket":
		_, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	}
	errno, _ := err.(unix.Errno)
	return s.Send(&petripb.CallReply{
		Outcomes: []*petripb.Outcome{{
			Verdict: petripb.Verdict_VERDICT_OK,
			Value:   fmt.Appendf(nil, "%q", unix.ErrnoName(errno)),
		}},
		Health: &petripb.Health{Serving: true},
	})
}
