package supervisor

import (
	"context"
	"encoding/json"
	"fmt"
)

// Call runs a function of a sandbox's genome and decodes what it returns into
// a T: a number, a string, a slice, a struct, for several results a []any or
// an array. A verdict other than OK is a *RunError, so that errors.Is tells
// ErrTimeout from ErrPanic.
func Call[T any](ctx context.Context, b *Sandbox, function string, args ...any) (T, error) {
	var value T
	r, err := b.Call(ctx, function, args)
	if err != nil {
		return value, err
	}
	if err := r.Err(); err != nil {
		return value, err
	}
	if err := r.Decode(&value); err != nil {
		return value, fmt.Errorf("sandbox %s: %s: %w", b.id, function, err)
	}
	return value, nil
}

// Decode reads the Result's value into v, a pointer, as json.Unmarshal does;
// into a *float64 it also reads NaN and the infinities.
func (r *Result) Decode(v any) error {
	if f, ok := v.(*float64); ok {
		n, err := number(r.Value)
		if err != nil {
			return fmt.Errorf("value %.100s is no float64: %w", r.Value, err)
		}
		*f = n
		return nil
	}
	if len(r.Value) == 0 {
		return fmt.Errorf("the run returned no value (%s)", r.Verdict)
	}
	if err := json.Unmarshal(r.Value, v); err != nil {
		return fmt.Errorf("value %.100s: %w", r.Value, err)
	}
	return nil
}
