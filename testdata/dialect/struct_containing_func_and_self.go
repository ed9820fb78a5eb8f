// Structs with function fields, self-references, maps of themselves; printing without addresses.
package main

import (
	"errors"
	"fmt"
)

type Cmd struct {
	Name string
	Run  func(*Cmd, ...string) error
	Subs map[string]*Cmd
	up   *Cmd
	n    int
}

func (c *Cmd) Add(s *Cmd) *Cmd {
	if c.Subs == nil {
		c.Subs = map[string]*Cmd{}
	}
	s.up = c
	c.Subs[s.Name] = s
	return c
}
func (c *Cmd) Path() string {
	if c.up == nil {
		return c.Name
	}
	return c.up.Path() + " " + c.Name
}
func (c *Cmd) Exec(args ...string) error {
	if len(args) > 0 {
		if s, ok := c.Subs[args[0]]; ok {
			return s.Exec(args[1:]...)
		}
	}
	if c.Run == nil {
		return fmt.Errorf("%s: nothing to run for %q", c.Path(), args)
	}
	c.n++
	return c.Run(c, args...)
}

func main() {
	show := func(c *Cmd, args ...string) error {
		fmt.Println(c.Path(), args, len(args), c.n)
		if len(args) > 1 {
			return errors.New("too many")
		}
		return nil
	}
	root := (&Cmd{Name: "app"}).Add((&Cmd{Name: "db"}).Add(&Cmd{Name: "up", Run: show})).Add(&Cmd{Name: "v", Run: show})
	fmt.Println(root.Exec("db", "up", "x"), root.Exec("v"), root.Exec("v", "1", "2"), root.Exec("nope"), root.Exec("db"))
	fmt.Println(root.Subs["v"].n, len(root.Subs), root.Run == nil)
}
