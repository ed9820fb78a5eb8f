// Command soak runs supervisors and sandboxes for as long as it is told, with
// genomes that behave and genomes that do not, and looks whether anything of
// what it uses grows. It exits with 1 and says what grew, or which verdict was
// not as it should be.
//
//	scripts/soak --for 20s
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"github.com/petri-lab/petri/supervisor"
)

type options struct {
	duration time.Duration
	cycles   int // 0: as many as there is time for
	round    int // cycles with one supervisor
	jobs     int
	seed     uint64
	worker   string
	victim   string // the directory, if this is the supervisor that gets killed
}

func main() {
	var o options
	pflag.DurationVar(&o.duration, "for", 20*time.Second, "how long")
	pflag.IntVar(&o.cycles, "cycles", 0, "end after so many cycles, whenever that is")
	pflag.IntVar(&o.round, "round", 100, "cycles from one restart of the supervisor to the next")
	pflag.IntVar(&o.jobs, "jobs", 2, "cycles at a time")
	pflag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "what the order of things begins with")
	pflag.StringVar(&o.worker, "worker", "", "worker binary")
	pflag.StringVar(&o.victim, "victim", "", "")
	_ = pflag.CommandLine.MarkHidden("victim")
	pflag.Parse()
	if more := pflag.Args(); len(more) > 0 {
		fmt.Fprintf(os.Stderr, "soak: %q: want options only, such as --for 20s\n", more)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run := soak
	if o.victim != "" {
		run = victim
	}
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// soak runs rounds until time or cycles are up.
func soak(ctx context.Context, o options) error {
	if o.worker == "" || o.round < 1 || o.jobs < 1 || o.cycles < 0 || o.duration < 0 {
		return fmt.Errorf("want a worker, and positive numbers: %+v", o)
	}
	fmt.Printf("seed %d\n", o.seed)
	// Not below TMPDIR as a test's: paths of sockets are short.
	dir, err := os.MkdirTemp("", "soak-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	name := "soak-" + filepath.Base(dir)
	s := &soaker{o: o, dir: dir, name: name, tally: newTally()}
	begun := time.Now()
	var l ledger
	for round := 1; ; round++ {
		n := o.round
		if o.cycles > 0 {
			n = min(n, o.cycles-s.done)
		}
		if err := s.round(ctx, n, round, &l); err != nil {
			return err
		}
		over := round > 1 && time.Since(begun) >= o.duration // one says nothing of growth
		if o.cycles > 0 {
			over = s.done >= o.cycles
		}
		if over || ctx.Err() != nil {
			break
		}
	}
	fmt.Printf("%d cycles in %v\n%s", s.done, time.Since(begun).Round(time.Second), s.tally)
	return errors.Join(l.verdict(), context.Cause(ctx))
}

// A soaker keeps what lasts from one round to the next.
type soaker struct {
	o     options
	dir   string
	name  string
	done  int
	tally *tally
}

// round is the life of one supervisor: cycles, then a look at what is held while
// it idles, and one when it is closed.
func (s *soaker) round(ctx context.Context, n, round int, l *ledger) error {
	if err := s.killOne(ctx); err != nil {
		return err
	}
	sup, err := supervisor.New(supervisor.Config{
		WorkerPath:     s.o.worker,
		RuntimeDir:     s.dir,
		Name:           s.name,
		LineageRecords: 1000,
		Pool:           supervisor.Pool{Max: 4, Idle: 50 * time.Millisecond},
	})
	if err != nil {
		return err
	}
	err = s.cycles(ctx, sup, n, round)
	if err == nil {
		err = drained(sup)
	}
	if err == nil {
		err = l.look("idle", s.done, s.name, s.dir)
	}
	if err := errors.Join(err, sup.Close(context.WithoutCancel(ctx))); err != nil {
		return err
	}
	return l.look("closed", s.done, s.name, s.dir)
}

// patience bounds the wait for a pool to give up what nobody wants, and for
// what is on its way to be gone.
const patience = time.Minute

// drained waits until the pool, which nobody asks any more, is empty.
func drained(sup *supervisor.Supervisor) error {
	deadline := time.After(patience)
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		p := sup.Pool()
		if p.Ready == 0 && p.Wanted == 0 {
			return nil
		}
		select {
		case <-look.C:
		case <-deadline:
			return fmt.Errorf("the pool keeps workers that nobody has wanted for %v: %+v", patience, p)
		}
	}
}

// killOne starts another supervisor and kills it: the next one here clears up.
func (s *soaker) killOne(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "/proc/self/exe", "--victim", s.dir, "--worker", s.o.worker)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line, readErr := bufio.NewReader(out).ReadString('\n')
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if line != "ready\n" {
		return fmt.Errorf("the supervisor that was to be killed said %q: %w", line, readErr)
	}
	return nil
}

// victim is that other supervisor.
func victim(ctx context.Context, o options) error {
	sup, err := supervisor.New(supervisor.Config{WorkerPath: o.worker, RuntimeDir: o.victim, Name: "soak-" + filepath.Base(o.victim)})
	if err != nil {
		return err
	}
	for _, id := range []string{"a", "b"} {
		box, err := sup.Create(ctx, id)
		if err != nil {
			return err
		}
		if _, err := box.HotReload(ctx, source(goodText, 0)); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, blocked{ctx})
	return err
}

// blocked is read from until ctx ends.
type blocked struct{ ctx context.Context }

func (b blocked) Read([]byte) (int, error) {
	<-b.ctx.Done()
	return 0, b.ctx.Err()
}
