// Package testvm is for tests that need a kernel feature that only the virtual
// machine of scripts/vmtest is sure to have.
package testvm

import (
	"os"
	"strings"
	"testing"
)

// Marker ends the reason of a skip that scripts/vmtest makes good. scripts/test
// looks for it.
const Marker = "(left to scripts/vmtest)"

// Here says that this is the virtual machine.
func Here() bool { return os.Getenv("PETRI_IN_VM") == "1" }

// Skip skips a test for a reason that cannot be one in the virtual machine:
// there it is a failure.
func Skip(t testing.TB, reason string) {
	t.Helper()
	// One line, for the list of what was skipped.
	reason = strings.ReplaceAll(reason, "\n", "; ")
	if Here() {
		t.Fatalf("the virtual machine must be able to do this: %s", reason)
	}
	t.Skipf("%s %s", reason, Marker)
}
