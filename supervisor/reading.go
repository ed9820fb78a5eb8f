package supervisor

import (
	"encoding/json"
	"fmt"
)

// A Reading is a figure that may not be known. Then Value means nothing, and in
// JSON it is null.
type Reading[T any] struct {
	Value T
	Known bool
}

func known[T any](v T) Reading[T] { return Reading[T]{Value: v, Known: true} }

// String is the figure, or "unknown".
func (r Reading[T]) String() string {
	if !r.Known {
		return "unknown"
	}
	return fmt.Sprint(r.Value)
}

func (r Reading[T]) MarshalJSON() ([]byte, error) {
	if !r.Known {
		return []byte("null"), nil
	}
	return json.Marshal(r.Value)
}

func (r *Reading[T]) UnmarshalJSON(text []byte) error {
	*r = Reading[T]{}
	if string(text) == "null" {
		return nil
	}
	r.Known = true
	return json.Unmarshal(text, &r.Value)
}

// A Sum is what several use together: of how many it is known, and of how many
// it is not. If Unknown is not zero, the whole is at least Value.
type Sum[T ~int | ~int64 | ~float64] struct {
	Value   T
	Known   int
	Unknown int
}

func (s *Sum[T]) add(r Reading[T]) {
	if !r.Known {
		s.Unknown++
		return
	}
	s.Value += r.Value
	s.Known++
}

// MarshalJSON makes the value null if nothing of it is known.
func (s Sum[T]) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Value   Reading[T] `json:"value"`
		Known   int        `json:"known"`
		Unknown int        `json:"unknown"`
	}{Reading[T]{s.Value, s.Known > 0 || s.Unknown == 0}, s.Known, s.Unknown})
}
