package supervisor

import (
	"errors"
	"testing"
)

func TestRoom(t *testing.T) {
	for text, want := range map[string]error{
		"": nil, // the kernel does not say
		"MemTotal:        8000000 kB\nMemFree:           1 kB\nMemAvailable:    4000000 kB\n": nil,
		"MemTotal:        8000000 kB\nMemFree:           1 kB\nMemAvailable:     400000 kB\n": errNoRoom,
		"MemTotal:        8000000 kB\n": nil,
	} {
		if err := room([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}
