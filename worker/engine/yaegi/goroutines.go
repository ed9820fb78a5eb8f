package yaegi

// A goPanic is what an uncaught panic of a goroutine ends the process with.
type goPanic string

func (g goPanic) Error() string { return string(g) }

// spawn starts a goroutine of the genome. A panic that it does not recover
// takes the process down, as in a compiled program, unless the program has been
// stopped: then its code does not mean anything any more.
func (p *program) spawn(f func()) {
	p.spawned.Add(1)
	go func() {
		returned := false
		defer p.spawned.Add(-1)
		defer func() {
			if returned {
				return
			}
			value := recover()
			if value == nil || p.isStopped() {
				return
			}
			// In a goroutine of its own, because the run time would print the
			// panics that led to this one as well.
			words := goPanic(p.panicMessage(value))
			go func() { panic(words) }()
			select {}
		}()
		f()
		returned = true
	}()
}

// goroutines is how many goroutines of the genome there are, the one that was
// called included.
func (p *program) goroutines() int { return 1 + int(p.spawned.Load()) }
