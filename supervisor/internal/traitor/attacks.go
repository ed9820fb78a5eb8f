package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	protocol "github.com/petri-lab/petri/ipc/wire"
)

// An attack is one call that does harm, or something that harm should not
// disturb.
type attack struct {
	w        *traitor
	argument string
	stream   uint32 // the number of the HTTP/2 stream that the call came on
}

func attacks() map[string]func(*attack) string {
	return map[string]func(*attack) string{
		"work":                 work,
		"never":                func(*attack) string { select {} },
		"environment at start": environmentAtStart,
		// Of the streams that every process has.
		"flood stdout":     func(*attack) string { return flood(1, "line\n", 0) },
		"flood stderr":     func(*attack) string { return flood(2, forged, 0) },
		"forge log":        func(*attack) string { return flood(2, forged, 1<<20) },
		"long line":        func(*attack) string { return flood(2, strings.Repeat("x", 1<<16), 1<<20) },
		"forge last words": forgeLastWords,
		"second handshake": func(*attack) string { return flood(1, fmt.Sprintf("1|%d|unix|./other|grpc\n", protocol.Version), 1) },
		// Of the connection.
		"close connection":    closeConnection,
		"close descriptors":   closeDescriptors,
		"claim 2 GiB":         claim,
		"send too much":       sendTooMuch,
		"exit after reply":    exitAfterReply,
		"die after reply":     dieAfterReply,
		"reply forever":       replyForever,
		"squeezed":            squeezed,
		"flood streams":       floodStreams,
		"flood pings":         floodPings,
		"flood settings":      floodSettings,
		"flood continuations": floodContinuations,
		"huge headers":        hugeHeaders,
		"promise":             promise,
		"go away":             goAway,
		"noise":               noise,
	}
}

// work is an honest evaluation: it takes as many milliseconds as it is told,
// and counts those that it has made.
func work(a *attack) string {
	ms, err := strconv.Atoi(a.argument)
	if err != nil {
		return err.Error()
	}
	time.Sleep(time.Duration(ms) * time.Millisecond)
	return fmt.Sprint(a.w.count.Add(1))
}

func environmentAtStart(a *attack) string {
	var names []string
	for _, kv := range a.w.environment {
		name, _, _ := strings.Cut(kv, "=")
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

const forged = `{"@level":"error","@message":"supervisor: all is lost","@timestamp":"2020-01-01T00:00:00Z"}` + "\n"

// flood writes text to one of the process's own streams until it has written
// size bytes; without end if size is 0.
func flood(fd int, text string, size int) string {
	b := []byte(text)
	if size != 1 {
		b = bytes.Repeat(b, 1+(1<<16)/len(b))
	}
	for n := 0; size == 0 || n < size; {
		m, err := unix.Write(fd, b)
		if err != nil {
			return err.Error()
		}
		n += m
	}
	return "written"
}

// forgeLastWords says what the Go run time says when it is out of memory, and
// ends as it does.
func forgeLastWords(*attack) string {
	_, _ = unix.Write(2, []byte("fatal error: runtime: out of memory\n"))
	unix.RawSyscall(unix.SYS_EXIT_GROUP, 2, 0, 0)
	return ""
}
