// Functional options, builders with errors and defaults.
package main

import "fmt"

type Server struct {
	addr    string
	port    int
	tls     bool
	logf    func(string, ...any)
	headers map[string]string
}
type Option func(*Server) error

func WithPort(p int) Option {
	return func(s *Server) error {
		if p < 1 || p > 65535 {
			return fmt.Errorf("invalid port: %d", p)
		}
		s.port = p
		return nil
	}
}
func WithTLS() Option { return func(s *Server) error { s.tls = true; return nil } }
func WithHeader(k, v string) Option {
	return func(s *Server) error {
		if s.headers == nil {
			s.headers = make(map[string]string)
		}
		s.headers[k] = v
		return nil
	}
}
func WithLog(f func(string, ...any)) Option { return func(s *Server) error { s.logf = f; return nil } }
func All(opts ...Option) Option {
	return func(s *Server) error {
		for _, o := range opts {
			if err := o(s); err != nil {
				return err
			}
		}
		return nil
	}
}
func NewServer(addr string, opts ...Option) (*Server, error) {
	s := &Server{addr: addr, port: 80, logf: func(string, ...any) {}}
	if err := All(opts...)(s); err != nil {
		return nil, fmt.Errorf("new server: %w", err)
	}
	s.logf("%s:%d tls=%t %v", s.addr, s.port, s.tls, s.headers)
	return s, nil
}

func main() {
	var log []string
	logger := WithLog(func(f string, a ...any) { log = append(log, fmt.Sprintf(f, a...)) })
	s, err := NewServer("a", WithPort(8080), WithTLS(), WithHeader("X", "1"), WithHeader("A", "2"), logger)
	fmt.Println(s.port, s.tls, err)
	_, err = NewServer("b", logger, All(WithTLS(), WithPort(70000)))
	fmt.Println(err)
	d, _ := NewServer("c", logger)
	fmt.Println(d.port, d.headers == nil, log)
}
