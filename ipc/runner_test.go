package ipc

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A worker names its socket by a path in its own directory, which it knows as
// "." only, or it is not believed.
func TestPluginToHost(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"plugin123", "..."} {
		l, err := net.Listen("unix", filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
	if err := os.Symlink("plugin123", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ network, address, want string }{
		{"unix", "./plugin123", dir + "/plugin123"},
		{"unix", "./...", dir + "/..."},
		{"unix", "./link", ""},
		{"unix", "./file", ""},
		{"unix", "./nothing", ""},
		{"tcp", "127.0.0.1:1", ""},
		{"tcp", "./plugin123", ""},
		{"unix", "plugin123", ""},
		{"unix", "", ""},
		{"unix", ".", ""},
		{"unix", "./", ""},
		{"unix", "./.", ""},
		{"unix", "./..", ""},
		{"unix", "./../x", ""},
		{"unix", "././x", ""},
		{"unix", ".//x", ""},
		{"unix", "./a/b", ""},
		{"unix", dir + "/plugin123", ""},
		{"unix", "@abstract", ""},
		{"unix", "./a\x00b", ""},
	} {
		r := &processRunner{socketDir: dir}
		network, address, err := r.PluginToHost(c.network, c.address)
		switch {
		case c.want == "" && (!errors.Is(err, ErrAddress) || r.address != ""):
			t.Errorf("%s %q: %q, %v", c.network, c.address, address, err)
		case c.want != "" && (network != "unix" || address != c.want || r.address != c.want || err != nil):
			t.Errorf("%s %q: %q, %v; want %q", c.network, c.address, address, err, c.want)
		}
	}
}

func TestInsideEnv(t *testing.T) {
	got := insideEnv([]string{"A=1", "PLUGIN_UNIX_SOCKET_DIR=/run/petri/d1", "B=2"})
	if want := []string{"A=1", "B=2", "PLUGIN_UNIX_SOCKET_DIR=."}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestIntroduction(t *testing.T) {
	for message, want := range map[string]string{
		"Unrecognized remote plugin message: \nFailed to read any lines": "it is no Petri worker: it wrote nothing",
		"Unrecognized remote plugin message: \x1b[2Jhello":               `it is no Petri worker: it wrote "\x1b[2Jhello"`,
		"timeout while waiting":                                          `"timeout while waiting"`,
	} {
		if got := introduction(message); got != want {
			t.Errorf("%q: %s, want %s", message, got, want)
		}
	}
}
