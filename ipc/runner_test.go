package ipc

import (
	"errors"
	"testing"
)

func TestPluginToHost(t *testing.T) {
	for _, tc := range []struct {
		network, address string
		ok               bool
	}{
		{"unix", "/run/p/plugin-dir1/plugin2", true},
		{"unix", "/run/p/plugin-dir1//plugin2", true},
		{"unix", "/run/p/plugin-dir1/../plugin2", false},
		{"unix", "/run/p/plugin-dir1/../../x", false},
		{"unix", "/run/p/plugin-dir1/sub/plugin2", false},
		{"unix", "/run/p/plugin-dir10/plugin2", false},
		{"unix", "@abstract", false},
		{"unix", "plugin2", false},
		{"unix", "", false},
		{"tcp", "127.0.0.1:1234", false},
		{"tcp", "/run/p/plugin-dir1/plugin2", false},
		{"", "/run/p/plugin-dir1/plugin2", false},
	} {
		r := &processRunner{socketDir: "/run/p/plugin-dir1"}
		_, _, err := r.PluginToHost(tc.network, tc.address)
		if (err == nil) != tc.ok || err != nil && !errors.Is(err, ErrAddress) {
			t.Errorf("%q %q: %v, want ok=%v", tc.network, tc.address, err, tc.ok)
		}
		if tc.ok != (r.address != "") {
			t.Errorf("%q %q: dials %q", tc.network, tc.address, r.address)
		}
	}
}
