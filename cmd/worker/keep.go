package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/petri-lab/petri/jail"
)

// keep plays a supervisor, so that it can be killed: whether workers die with
// theirs can only be seen by somebody who outlives one. It starts this program
// again as a sealed worker, in the same directory and environment, prints its
// pid on a line of standard output, and behind it what the worker prints. It
// does not return while the worker lives.
func keep(w ward) error {
	spawner := jail.NewSpawner(w.uids)
	defer spawner.Close()
	p, err := spawner.Start(context.Background(), jail.Spec{
		Path: "/proc/self/exe",
		Args: []string{probesFlag},
		Env:  os.Environ(),
		Dir:  ".",
		Plan: w.plan,
	})
	if err != nil {
		return err
	}
	defer p.Release()
	if _, err := fmt.Println(p.PID()); err != nil {
		return err
	}
	go io.Copy(os.Stderr, p.Stderr())
	if _, err := io.Copy(os.Stdout, p.Stdout()); err != nil {
		return err
	}
	<-p.Done()
	return fmt.Errorf("it has ended: %s", p.Exit())
}
