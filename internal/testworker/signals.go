package testworker

import (
	"os"
	"os/signal"
	"syscall"
)

// Unignore makes the processes that this one starts begin without ignored
// signals. One that a shell runs in its background ignores SIGINT, one that
// nohup(1) runs SIGHUP, and both hand that down.
func Unignore() {
	handled := make(chan os.Signal, 1) // and nobody reads it
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGHUP} {
		if signal.Ignored(sig) {
			signal.Notify(handled, sig)
		}
	}
}
