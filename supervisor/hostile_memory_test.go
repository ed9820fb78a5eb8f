package supervisor_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// Memory: what is taken in any way is counted, or cannot be taken.
func memoryRows() []row {
	limit, killed := always("memory_limit"), always("syscall_denied")
	return []row{
		{number: 10, what: "append without end", attempts: append(genomes("10_append.go"), native("eat", limit))},
		{number: 11, what: "ask for all at once", attempts: genomes("11_tib_make.go", "11_untouched.go", "11_repeat.go")},
		{number: 12, what: "recurse without end", attempts: genomes("12_recursion.go", "12_mutual_recursion.go")},
		{number: 13, what: "leak goroutines", attempts: genomes("13_goroutine_leak.go")},
		{number: 14, what: "grow from run to run", attempts: []attempt{
			{name: "by calls", file: "14_growth.go", ends: limit, try: growByCalls},
			// What a reload replaces is given back.
			{name: "by reloads", file: "14_growth.go", ends: always("ok"), try: growByReloads},
		}},
		{number: 15, what: "fill the tmpfs", attempts: []attempt{
			native("fill files", always("ok EACCES after 0")),
			native("fill files", always("ok EROFS after 0|ok EACCES after 0"), jail.Seccomp), // Landlock
			native("fill files", always("ok EROFS after 0"), jail.Seccomp, jail.Landlock),
		}},
		{number: 16, what: "map files as memory", attempts: []attempt{
			native("mmap file", killed),
			native("mmap shared", killed),
			native("eat shared", killed),
			native("mmap file", always("ok ENODEV"), jail.Seccomp), // there is no file
			// RLIMIT_DATA does not count it: where there are no controllers, seccomp alone stands here.
			native("eat shared", controllers("memory_limit", "ok ok 128"), jail.Seccomp),
		}},
		{number: 17, what: "memfd_create", attempts: []attempt{
			native("memfd_create", killed),
			native("memfd_secret", killed),
			native("eat memfd", always("ok EFBIG after 0"), jail.Seccomp), // RLIMIT_FSIZE
		}},
		{number: 18, what: "hoard pipes", attempts: []attempt{
			native("hoard pipes", killed),
			native("hoard pipes", always("ok EMFILE after"), jail.Seccomp), // RLIMIT_NOFILE
		}},
		{number: 19, what: "evade into swap", attempts: []attempt{
			{name: "eat with swap", in: escaped(), ends: limit, try: eatWithSwap},
		}},
		{number: 20, what: "turn the collector off", attempts: append(genomes("20_memory_limit.go"), native("eat uncollected", limit))},
		{number: 21, what: "inherit oom_score_adj -1000", inTurn: true, attempts: []attempt{
			// Only root can be exempt, or have an exempt child; in a container even
			// root may not.
			{name: "eat", in: escaped(), try: eatExempt, ends: ends{
				rootWith(): "memory_limit", rootWithout(): "memory_limit|permission denied",
				userWith(): "permission denied", userWithout(): "permission denied"}},
		}},
		{number: 22, what: "lock memory", attempts: []attempt{
			native("mlock", killed),
			native("mlockall", killed),
			native("mlock", always("ok EPERM"), jail.Seccomp),    // RLIMIT_MEMLOCK
			native("mlockall", always("ok EPERM"), jail.Seccomp), // no capability
		}},
	}
}

func growByCalls(x *trial) string {
	b := x.sandbox()
	load(x, b, hostileSource(x, "14_growth.go"))
	for n := 1; ; n++ {
		got := x.call(b, "Run")
		if got != fmt.Sprint("ok ", n) {
			return got
		}
		if n > 1000 {
			return "never ended"
		}
	}
}

func growByReloads(x *trial) string {
	b := x.sandbox()
	text := hostileSource(x, "14_growth.go")
	// Together three times the limit, if nothing were given back.
	for n := range 3 {
		load(x, b, fmt.Sprintf("%s\n// %d\n", text, n))
		for range 24 {
			if got := x.call(b, "Run"); !strings.HasPrefix(got, "ok ") {
				return got
			}
		}
	}
	return "ok"
}

func hostileSource(x *trial, name string) string {
	text, err := os.ReadFile(hostileFile(name))
	if err != nil {
		x.Fatal(err)
	}
	return string(text)
}

// eatWithSwap looks that there is none for the worker: RLIMIT_DATA, where there
// are no controllers, counts what is swapped out like everything else.
func eatWithSwap(x *trial) string {
	b := x.sandbox()
	load(x, b, good)
	if x.arena.host.controllers {
		file := filepath.Join(cgroupOf(x, b.Info().PID), "memory.swap.max")
		text, err := os.ReadFile(file)
		// A kernel without the file has no swap.
		if got := strings.TrimSpace(string(text)); !errors.Is(err, fs.ErrNotExist) && got != "0" {
			x.Errorf("%s: %q %v", file, got, err)
		}
	}
	return x.call(b, "eat")
}

// eatExempt eats in a worker whose supervisor the kernel never kills for
// memory. The limit is so low that where there are controllers it is theirs,
// not RLIMIT_DATA's, that is met first.
func eatExempt(x *trial) string {
	const file = "/proc/self/oom_score_adj"
	old, err := os.ReadFile(file)
	if err != nil {
		x.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("-1000"), 0); err != nil {
		return errors.Unwrap(err).Error()
	}
	x.limits.Memory = 24 << 20
	b := x.sandbox()
	if err := os.WriteFile(file, old, 0); err != nil {
		x.Error(err)
	}
	r, err := b.HotReload(testContext(x), genome.FromString("candidate.go", good))
	if err != nil || r.Verdict != supervisor.OK {
		x.Fatalf("%+v %v", r, err)
	}
	return x.call(b, "eat")
}
