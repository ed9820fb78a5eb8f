package probe_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/petri-lab/petri/jail/probe"
)

// Those that are harmless to this process, outside a jail: they do what they
// say, and leave nothing behind. All of them are tried in the places that they
// are made for by the supervisor's tests.
func TestProbesDoWhatTheySay(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, c := range []struct{ name, arg, want string }{
		{"read", file, "ok 4 bytes"},
		{"read", file + "x", "ENOENT"},
		{"symlink", file, "ok 4 bytes"},
		{"create", ".", "ok"},
		{"create", file, "ENOTDIR"},
		{"heap", "2097152", "ok 2 MiB"},
		{"mapping", "2097152", "ok 2 MiB"},
		{"shared", "2097152", "ok 2 MiB"},
		{"spin", "10", "ok 10ms"},
		{"threads", "3", "ok 3 threads"},
		{"unix", l.Addr().String(), "ok"},
		{"unix", file, "ECONNREFUSED"},
		{"ptrace", "", "ESRCH"},
		{"heap", "much", "error: "},
		{"signal", "", "error: "},
	} {
		got, err := probe.Run(c.name, c.arg)
		if err != nil || got != c.want && !(strings.HasSuffix(c.want, ": ") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %s: %q, %v; want %q", c.name, c.arg, got, err, c.want)
		}
		words, through := probe.GotThrough(got)
		if through != strings.HasPrefix(c.want, "ok") || through && strings.HasPrefix(words, "ok") {
			t.Errorf("%s %s: got through: %v, %q", c.name, c.arg, through, words)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if _, err := probe.Run("juggle", ""); !errors.Is(err, probe.ErrUnknown) {
		t.Errorf("%v", err)
	}
}
