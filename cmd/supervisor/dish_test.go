package main

import (
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

// No worker is started ahead that nobody will need.
func TestAhead(t *testing.T) {
	for _, c := range []struct{ jobs, left, most int }{
		{2, 10, 2}, {2, 2, 2}, {2, 1, 1}, {2, 0, -1}, {2, -1, -1}, {1, 0, -1}, {8, 3, 3},
	} {
		if got := ahead(c.jobs, c.left); got != (supervisor.Pool{Max: c.most}) {
			t.Errorf("%d jobs, %d left: %+v, want at most %d", c.jobs, c.left, got, c.most)
		}
	}
}
