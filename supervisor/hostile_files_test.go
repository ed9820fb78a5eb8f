package supervisor_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// Files: there are none.
func fileRows() []row {
	killed, refused := always("syscall_denied"), always("ok EACCES")
	// Without any layer that hides files there are the worker's own rights,
	// which are nobody's.
	bare := []jail.Layer{jail.Seccomp, jail.Landlock, jail.MountNS}
	return []row{
		{number: 43, what: "read the host's files", attempts: append(append(genomes("43_read_file.go"),
			natives(refused, "open shadow", "open root", "open proc", "open parent", "stat shadow")...),
			native("open shadow", always("ok ENOENT"), jail.Seccomp),
			native("open shadow", always("ok EACCES"), bare...),
		)},
		{number: 44, what: "escape by a link", attempts: []attempt{
			native("symlink", killed),
			native("follow link", killed),
			withArgument("open", "/proc/self/root/etc/passwd", refused),
			native("follow link", always("ok EROFS"), jail.Seccomp, jail.Landlock),
			withArgument("open", "../../../../etc/passwd", always("ok ENOENT"), jail.Seccomp, jail.Landlock),
		}},
		{number: 45, what: "names with ../", attempts: []attempt{
			{name: "of a sandbox", ends: always("refused"), try: upAsSandbox},
			{name: "of a file", ends: always("load_error|denied|refused"), try: upAsFile},
			{name: "of a module", ends: always("load_error|denied|refused"), try: upAsModule},
		}},
		{number: 46, what: "fallocate", attempts: []attempt{
			native("fallocate", killed),
			native("allocate", killed),
			native("fallocate", always("ok ESPIPE"), jail.Seccomp), // a pipe is all there is
			// RLIMIT_FSIZE: the signal comes before the errno.
			native("allocate", always("ok EFBIG|crashed"), jail.Seccomp),
		}},
		{number: 47, what: "a million empty files", attempts: []attempt{
			native("fill directory", killed),
			native("fill directory", always("ok EROFS after 0|ok EACCES after 0"), jail.Seccomp),
			native("fill directory", always("ok EROFS after 0"), jail.Seccomp, jail.Landlock),
		}},
		{number: 48, what: "leave something for the next run", attempts: []attempt{
			{name: "in memory", file: "48_persist.go", ends: always("1 2 crashed 1 1"), try: persistInMemory},
			native("create file", refused),
			native("create file", always("ok EROFS"), jail.Seccomp, jail.Landlock),
		}},
		{number: 49, what: "mkdir in cgroupfs", attempts: []attempt{
			{name: "mkdir", in: escaped(), ends: killed, try: mkdirInCgroup},
			{name: "mkdir without seccomp", in: escaped(jail.Seccomp), ends: always("ok ENOENT"), try: mkdirInCgroup},
			// Its own leaf is an ordinary user's own: cgroup.max.descendants.
			{name: "mkdir without any root of its own", in: escaped(bare...), ends: refused.on(userWith(), "ok EAGAIN"), try: mkdirInCgroup},
		}},
		{number: 50, what: "overwrite the worker's binary", attempts: []attempt{
			{name: "by proc", in: escaped(), ends: refused, try: func(x *trial) string { return overwrite(x, "/proc/self/exe") }},
			{name: "by proc without seccomp", in: escaped(jail.Seccomp), ends: always("ok ENOENT"), try: func(x *trial) string {
				return overwrite(x, "/proc/self/exe")
			}},
			// Another user's file, or one that is being executed.
			{name: "by its path without any root of its own", in: escaped(bare...), ends: always("ok EACCES|ok ETXTBSY"), try: func(x *trial) string {
				return overwrite(x, x.arena.traitor)
			}},
		}},
		{number: 51, what: "use a directory's descriptor", attempts: []attempt{
			{name: "leaked", in: escaped(), ends: always("ok none"), try: leakedDescriptor},
			{name: "leaked without seccomp", in: escaped(jail.Seccomp, jail.Landlock), ends: always("ok none"), try: leakedDescriptor},
		}},
		{number: 52, what: "dump core", attempts: []attempt{
			{name: "fault", in: escaped(), ends: always("crashed"), try: dumpCore},
			{name: "fault without seccomp", in: escaped(jail.Seccomp), ends: always("crashed"), try: dumpCore},
			native("prctl dumpable", always("ok EINVAL")),
		}},
		{number: 53, what: "open_by_handle_at", attempts: []attempt{
			native("open_by_handle_at", killed),
			native("open_by_handle_at", always("ok EPERM|ok EBADF|ok EINVAL"), jail.Seccomp),
		}},
	}
}

func upAsSandbox(x *trial) string {
	for _, id := range []string{"../up", "a/../../up", "..", "a/b", "-up", "up\x00"} {
		if _, err := x.dish.sup.Create(testContext(x), id); !errors.Is(err, supervisor.ErrBadID) {
			return fmt.Sprintf("%q: %v", id, err)
		}
	}
	return "refused"
}

func upAsFile(x *trial) string {
	return reloaded(x, genome.Genome{{Files: []genome.File{{Name: "../../up.go", Text: []byte(good)}}}})
}

func upAsModule(x *trial) string {
	return reloaded(x, genome.Genome{{Name: "../up", Files: []genome.File{{Name: "up.go", Text: []byte(good)}}}})
}

func reloaded(x *trial, g genome.Genome) string {
	r, err := x.sandbox().HotReload(testContext(x), g)
	if err != nil {
		x.Logf("refused: %v", err)
		return "refused"
	}
	return ending(r)
}

// persistInMemory tells what is there of a run in the next one, in the next
// worker, and in another sandbox.
func persistInMemory(x *trial) string {
	b := x.sandbox(supervisor.WithRestart(supervisor.DefaultRestart()))
	text := hostileSource(x, "48_persist.go")
	load(x, b, text)
	var seen []string
	run := func(b *supervisor.Sandbox) {
		seen = append(seen, strings.TrimPrefix(x.call(b, "Run"), "ok "))
	}
	run(b)
	run(b)
	if got := x.call(b, "Crash"); strings.HasPrefix(got, "ok") {
		// The panic comes on a goroutine of its own.
		for info := b.Info(); info.Death == nil; info = b.Info() {
			if x.Context().Err() != nil {
				x.Fatal("it lives")
			}
		}
	}
	seen = append(seen, string(afterRestart(x, b).Death.Verdict))
	run(b)
	x.id += "2"
	other := x.sandbox()
	load(x, other, text)
	run(other)
	return strings.Join(seen, " ")
}

func mkdirInCgroup(x *trial) string {
	b := x.sandbox()
	load(x, b, good)
	parent := cgroupOf(x, b.Info().PID)
	if parent == "" {
		parent = "/sys/fs/cgroup"
		if mount, err := cgroup.Find(); err == nil {
			parent = mount.Point
		}
	}
	return x.call(b, "mkdir at", filepath.Join(parent, "inner"))
}

// overwrite tries to write into the worker's binary, which must not change.
func overwrite(x *trial, path string) string {
	sum := func() [32]byte {
		text, err := os.ReadFile(x.arena.traitor)
		if err != nil {
			x.Fatal(err)
		}
		return sha256.Sum256(text)
	}
	before := sum()
	got := x.probe("write", path)
	if sum() != before {
		x.Error("the binary has changed")
	}
	return got
}

// leakedDescriptor holds a directory open as a careless parent would have left
// it to us, while a worker is started.
func leakedDescriptor(x *trial) string {
	fd, err := unix.Open("/", unix.O_RDONLY|unix.O_DIRECTORY, 0)
	if err != nil {
		x.Fatal(err)
	}
	defer unix.Close(fd)
	return x.probe("descriptors")
}

// dumpCore dies of a signal that dumps core where it is allowed to: no byte of
// one is.
func dumpCore(x *trial) string {
	b := x.sandbox()
	load(x, b, good)
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", b.Info().PID))
	if err != nil {
		x.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if rest, ok := strings.CutPrefix(line, "Max core file size"); ok && strings.Fields(rest)[0] != "0" {
			x.Errorf("limit: %s", line)
		}
	}
	got := x.call(b, "fault")
	if !strings.Contains(got, "SIGSEGV") {
		x.Errorf("not by the signal: %s", got)
	}
	return got
}
