// Layers of a service with wrapped, typed and joined errors and retries.
package main

import (
	"errors"
	"fmt"
)

type NotFoundError struct{ ID int }

func (e *NotFoundError) Error() string { return fmt.Sprintf("user %d not found", e.ID) }

type TemporaryError struct {
	Err     error
	Retries int
}

func (t TemporaryError) Error() string   { return "temporary: " + t.Err.Error() }
func (t TemporaryError) Unwrap() error   { return t.Err }
func (t TemporaryError) Temporary() bool { return true }

var ErrConn = errors.New("connection lost")

type Repo interface{ Find(id int) (string, error) }
type memRepo map[int]string

func (m memRepo) Find(id int) (string, error) {
	if s, ok := m[id]; ok {
		return s, nil
	}
	return "", &NotFoundError{id}
}

type flaky struct {
	Repo
	fail int
}

func (f *flaky) Find(id int) (string, error) {
	if f.fail > 0 {
		f.fail--
		return "", TemporaryError{ErrConn, f.fail}
	}
	return f.Repo.Find(id)
}

type Service struct{ repo Repo }

func (s Service) Greet(id int) (string, error) {
	var last error
	for try := range 3 {
		name, err := s.repo.Find(id)
		if err == nil {
			return "hello " + name, nil
		}
		last = fmt.Errorf("try %d: %w", try, err)
		var t interface{ Temporary() bool }
		if !errors.As(err, &t) || !t.Temporary() {
			break
		}
	}
	return "", fmt.Errorf("greet %d: %w", id, last)
}

func main() {
	repo := memRepo{1: "ann"}
	for _, s := range []Service{{repo}, {&flaky{repo, 2}}, {&flaky{repo, 5}}} {
		for _, id := range []int{1, 2} {
			g, err := s.Greet(id)
			var nf *NotFoundError
			var te TemporaryError
			switch {
			case err == nil:
				fmt.Println(g)
			case errors.As(err, &nf):
				fmt.Println("404", nf.ID, err)
			case errors.Is(err, ErrConn) && errors.As(err, &te):
				fmt.Println("503", te.Retries, err)
			}
		}
	}
}
