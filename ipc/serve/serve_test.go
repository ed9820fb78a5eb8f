package serve

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/petri-lab/petri/ipc/wire"
)

// A process that no supervisor started makes no socket, and one that cannot be
// sealed is never introduced.
func TestRefusals(t *testing.T) {
	t.Chdir(t.TempDir())
	sealed := false
	seal := func() error { sealed = true; return os.ErrPermission }
	if _, err := introduce(seal); !errors.Is(err, ErrByHand) || sealed {
		t.Errorf("by hand: %v, sealed %v", err, sealed)
	}
	if left, err := os.ReadDir("."); len(left) != 0 || err != nil {
		t.Errorf("by hand: there is %v, %v", left, err)
	}
	t.Setenv(wire.CookieKey, wire.Cookie)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = w
	_, err = introduce(seal)
	os.Stdout = stdout
	if !errors.Is(err, os.ErrPermission) || !sealed {
		t.Errorf("not sealed: %v, tried %v", err, sealed)
	}
	_ = w.Close()
	said := make([]byte, 100)
	if n, _ := r.Read(said); n != 0 {
		t.Errorf("not sealed, and introduced: %q", said[:n])
	}
	_ = r.Close()

	// Where there can be no socket, because there is one, nothing is sealed either.
	sealed = false
	if _, err := introduce(seal); err == nil || !strings.Contains(err.Error(), "socket") || sealed {
		t.Errorf("without a socket: %v, sealed %v", err, sealed)
	}
}
