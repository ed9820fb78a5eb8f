// The visitor pattern over shapes, double dispatch, and a type-switch variant.
package main

import (
	"fmt"
	"math"
	"strings"
)

type Visitor interface {
	VisitCircle(*Circle) any
	VisitRect(*Rect) any
	VisitGroup(*Group) any
}
type Shape interface{ Accept(Visitor) any }
type Circle struct{ R float64 }
type Rect struct{ W, H float64 }
type Group struct {
	Name  string
	Items []Shape
}

func (c *Circle) Accept(v Visitor) any { return v.VisitCircle(c) }
func (r *Rect) Accept(v Visitor) any   { return v.VisitRect(r) }
func (g *Group) Accept(v Visitor) any  { return v.VisitGroup(g) }

type area struct{}

func (area) VisitCircle(c *Circle) any { return math.Pi * c.R * c.R }
func (area) VisitRect(r *Rect) any     { return r.W * r.H }
func (a area) VisitGroup(g *Group) any {
	t := 0.0
	for _, s := range g.Items {
		t += s.Accept(a).(float64)
	}
	return t
}

type printer struct {
	depth int
	sb    *strings.Builder
}

func (p printer) line(s string) any {
	p.sb.WriteString(strings.Repeat("  ", p.depth) + s + "\n")
	return nil
}
func (p printer) VisitCircle(c *Circle) any { return p.line(fmt.Sprintf("circle %g", c.R)) }
func (p printer) VisitRect(r *Rect) any     { return p.line(fmt.Sprintf("rect %gx%g", r.W, r.H)) }
func (p printer) VisitGroup(g *Group) any {
	p.line("group " + g.Name)
	for _, s := range g.Items {
		s.Accept(printer{p.depth + 1, p.sb})
	}
	return nil
}
func count(s Shape) int {
	switch s := s.(type) {
	case *Group:
		n := 0
		for _, x := range s.Items {
			n += count(x)
		}
		return n
	case nil:
		return 0
	}
	return 1
}

func main() {
	g := &Group{"root", []Shape{&Circle{1}, &Group{"in", []Shape{&Rect{2, 3}, &Rect{1, 1}}}, &Circle{0.5}}}
	fmt.Printf("%.3f\n", g.Accept(area{}))
	var sb strings.Builder
	g.Accept(printer{sb: &sb})
	fmt.Print(sb.String())
	fmt.Println(count(g), count(nil))
}
