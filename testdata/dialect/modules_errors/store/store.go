package store

import (
	"errors"
	"fmt"
)

var ErrNotFound = errors.New("store: not found")

type KeyError struct {
	Key string
	err error
}

func (e *KeyError) Error() string { return fmt.Sprintf("key %q: %v", e.Key, e.err) }
func (e *KeyError) Unwrap() error { return e.err }

type Store[V any] struct{ m map[string]V }

func (s *Store[V]) Get(k string) (v V, err error) {
	v, ok := s.m[k]
	if !ok {
		return v, &KeyError{k, ErrNotFound}
	}
	return v, nil
}

func (s *Store[V]) Set(k string, v V) {
	if s.m == nil {
		s.m = map[string]V{}
	}
	s.m[k] = v
}

func (s *Store[V]) MustGet(k string) V {
	v, err := s.Get(k)
	if err != nil {
		panic(err)
	}
	return v
}
