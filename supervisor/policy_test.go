package supervisor_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

// Each policy, and each way in which a worker can end, as the owner sees it.
func TestRestartPolicies(t *testing.T) {
	sup := hostile(t, "leaves")
	always := supervisor.DefaultRestart()
	onFailure := supervisor.DefaultRestart()
	onFailure.When = supervisor.RestartOnFailure
	const serving, ended, failed = supervisor.StatusServing, supervisor.StatusEnded, supervisor.StatusError
	for _, tc := range []struct {
		name   string
		policy supervisor.RestartPolicy
		signal unix.Signal
		busy   bool
		want   supervisor.Status
		reason string
	}{
		{"always-exit-0", always, unix.SIGUSR1, false, serving, ""},
		{"always-exit-3", always, unix.SIGUSR2, false, serving, ""},
		{"on-failure-exit-0", onFailure, unix.SIGUSR1, false, ended, "worker ended with exit status 0"},
		{"on-failure-exit-3", onFailure, unix.SIGUSR2, false, serving, ""},
		{"on-failure-killed", onFailure, unix.SIGKILL, false, serving, ""},
		{"on-failure-exit-0-in-use", onFailure, unix.SIGUSR1, true, serving, ""},
		{"on-failure-never-more", supervisor.RestartPolicy{When: supervisor.RestartOnFailure}, unix.SIGKILL, false, failed, "it is never restarted"},
		{"never-exit-0", supervisor.NeverRestart(), unix.SIGUSR1, false, failed, "it is never restarted"},
		{"never-killed", supervisor.NeverRestart(), unix.SIGKILL, false, failed, "it is never restarted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			events := sup.Subscribe(100)
			defer events.Close()
			b := create(t, sup, tc.name, supervisor.WithRestart(tc.policy), supervisor.WithLimits(supervisor.Limits{Wall: time.Minute}))
			load(t, b, good)
			first := b.Info().PID
			answers := make(chan *supervisor.Result, 1)
			if tc.busy {
				go func() { answers <- call(t, b, "Wait") }()
				awaitEvent(t, events, supervisor.EventRunStart)
			}
			do(t, unix.Kill(first, tc.signal))
			if tc.busy {
				if r := <-answers; r.Verdict != supervisor.Crashed || !strings.Contains(r.Error.Message, "exit status 0") {
					t.Errorf("%+v %+v", r, r.Error)
				}
			}
			what := map[supervisor.Status]supervisor.EventName{serving: supervisor.EventRestarted, ended: supervisor.EventEnded, failed: supervisor.EventGaveUp}[tc.want]
			awaitEvent(t, events, supervisor.EventDied)
			if tc.want == serving {
				if e := awaitEvent(t, events, supervisor.EventRestarting); e.Measurements.Count != 1 || e.Measurements.Duration != 0 || e.Metadata.Reason == "" {
					t.Errorf("%+v", e)
				}
			}
			awaitEvent(t, events, what)
			info := b.Info()
			if info.Status != tc.want || !strings.Contains(info.Reason, tc.reason) || info.Death == nil || (info.PID == 0) != (tc.want != serving) || info.PID == first {
				t.Errorf("%+v", info)
			}
			if tc.want == serving {
				return
			}
			_, err := b.Call(testContext(t), "F", nil)
			wantErr(t, err, supervisor.ErrGaveUp)
			if tc.want == ended {
				if got := collect(t, sup); got != tc.name+" ended" {
					t.Errorf("collected: %s", got)
				}
				return
			}
			do(t, b.Restart(testContext(t)))
			if r := call(t, b, "F"); r.Verdict != supervisor.OK {
				t.Errorf("after Restart: %+v %+v", r, r.Error)
			}
		})
	}
}

func TestRestartBackoff(t *testing.T) {
	p := supervisor.RestartPolicy{When: supervisor.RestartAlways, Max: 9, Window: time.Minute, Backoff: 100 * time.Millisecond, MaxBackoff: time.Second}
	for n, bound := range []time.Duration{1: 0, 2: 0, 3: 0, 4: 100e6, 5: 200e6, 6: 400e6, 7: 800e6, 8: time.Second, 9: time.Second} {
		if n == 0 {
			continue
		}
		for random, want := range map[float64]time.Duration{0: bound / 2, 0.5: bound * 3 / 4} {
			if d, ok := p.Delay(n, random); d != want || !ok {
				t.Errorf("death %d, %v: %v %v, want %v", n, random, d, ok, want)
			}
		}
	}
	if d, ok := p.Delay(10, 0); ok {
		t.Errorf("the tenth death is answered after %v", d)
	}
}

// Where chance comes from can be said, and what it says is done.
func TestRestartJitterIsGiven(t *testing.T) {
	asked := make(chan struct{}, 100)
	sup := newSupervisor(t, supervisor.Config{Random: func() float64 {
		asked <- struct{}{}
		return 0
	}})
	b := create(t, sup, "a")
	events := sup.Subscribe(100)
	do(t, unix.Kill(b.Info().PID, unix.SIGKILL))
	awaitEvent(t, events, supervisor.EventRestarted)
	if len(asked) == 0 {
		t.Error("nobody asked for a random number")
	}
}
