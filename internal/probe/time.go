package probe

import (
	"os/signal"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

func timePrograms() map[string]func(string) string {
	return map[string]func(string) string{
		"wait":            func(string) string { time.Sleep(time.Hour); return "ok" },
		"spin":            func(string) string { spin(); return "ok" },
		"spin everywhere": spinEverywhere,
		"ignore signals":  ignoreSignals,
		"busy":            busy,
	}
}

func spin() {
	for n := uint(1); n != 0; {
		n |= 1
	}
}

func spinEverywhere(string) string {
	for range 50 {
		go spin()
	}
	spin()
	return "ok"
}

// ignoreSignals ignores all that can be ignored.
func ignoreSignals(string) string {
	signal.Ignore(unix.SIGTERM, unix.SIGINT, unix.SIGHUP, unix.SIGQUIT, unix.SIGXCPU, unix.SIGALRM, unix.SIGPIPE)
	return "ok"
}

// busy does what an honest genome makes the run time do: memory, garbage,
// goroutines, timers, panics.
func busy(string) string {
	until := time.Now().Add(time.Second)
	results := make(chan int)
	for g := range 20 {
		go func() {
			n := 0
			for time.Now().Before(until) {
				func() {
					defer func() { _ = recover() }()
					b := make([]byte, 1<<(10+g%8))
					n += len(b)
					var p *int
					*p = n
				}()
				if g%4 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
			results <- n
		}()
	}
	for range 20 {
		<-results
	}
	runtime.GC()
	return "ok 0"
}
