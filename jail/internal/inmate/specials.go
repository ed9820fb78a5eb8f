package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// specials are the probes that are more than one call.
func specials() map[string]func() {
	m := map[string]func(){
		"wait":        func() { time.Sleep(time.Hour) },
		"environment": func() { say(fmt.Sprint("ok ", strings.Join(os.Environ(), " "))) },
		"threads":     threads,
		"fork bomb":   forkBomb,
		"connect tcp": connectTCP,
		"busy":        busy,
	}
	for name, f := range foreignCalls() {
		m[name] = f
	}
	return m
}

// threads starts them until the run time gives up.
func threads() {
	for range 1000 {
		go func() {
			runtime.LockOSThread()
			select {}
		}()
		time.Sleep(50 * time.Microsecond)
	}
	say("ok 1000")
}

// forkBomb counts the children that it can have.
func forkBomb() {
	for n := range 1000 {
		pid, _, errno := unix.RawSyscall(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0)
		if errno != 0 {
			say(fmt.Sprintf("%s after %d", unix.ErrnoName(errno), n))
			return
		}
		for pid == 0 { // the child
			unix.RawSyscall(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&unix.Timespec{Sec: 100})), 0, 0)
		}
	}
	say("ok 1000")
}

// connectTCP tries the address of clouds' metadata services.
func connectTCP() {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err == nil {
		err = unix.Connect(fd, &unix.SockaddrInet4{Port: 80, Addr: [4]byte{169, 254, 169, 254}})
	}
	errno, _ := err.(unix.Errno)
	result(0, errno)
}

// busy does what an honest genome makes the run time do: memory, garbage,
// goroutines, timers, panics.
func busy() {
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
	say("ok 0")
}
