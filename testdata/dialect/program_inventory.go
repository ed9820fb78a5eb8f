// Inventory with interfaces, embedding, maps and reports.
package main

import (
	"fmt"
	"sort"
)

type Priced interface{ Price() float64 }
type Product interface {
	Priced
	Name() string
}
type base struct {
	name  string
	price float64
}

func (b base) Name() string   { return b.name }
func (b base) Price() float64 { return b.price }

type Book struct {
	base
	Pages int
}
type Gadget struct {
	base
	Warranty int
}
type Discounted struct {
	Product
	Percent float64
}

func (g Gadget) Price() float64     { return g.base.Price() + float64(g.Warranty)*10 }
func (d Discounted) Price() float64 { return d.Product.Price() * (1 - d.Percent/100) }
func (d Discounted) Name() string   { return d.Product.Name() + "*" }

type Inventory struct {
	stock map[string]int
	items map[string]Product
}

func (inv *Inventory) Add(p Product, n int) *Inventory {
	if inv.stock == nil {
		inv.stock, inv.items = map[string]int{}, map[string]Product{}
	}
	inv.stock[p.Name()] += n
	inv.items[p.Name()] = p
	return inv
}
func (inv Inventory) Total() (t float64) {
	for n, q := range inv.stock {
		t += inv.items[n].Price() * float64(q)
	}
	return
}
func (inv Inventory) Report() {
	names := make([]string, 0, len(inv.items))
	for n := range inv.items {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool { return inv.items[names[i]].Price() < inv.items[names[j]].Price() })
	for _, n := range names {
		kind := "?"
		switch p := inv.items[n].(type) {
		case Book:
			kind = fmt.Sprintf("book of %d pages", p.Pages)
		case *Gadget:
			kind = fmt.Sprintf("gadget, %d years", p.Warranty)
		case Discounted:
			kind = fmt.Sprintf("%T at -%g%%", p.Product, p.Percent)
		}
		fmt.Printf("%-10s %3d x %8.2f  %s\n", n, inv.stock[n], inv.items[n].Price(), kind)
	}
}

func main() {
	inv := &Inventory{}
	inv.Add(Book{base{"go", 30}, 300}, 2).
		Add(&Gadget{base{"phone", 100}, 2}, 1).
		Add(Discounted{Book{base{"old", 20}, 100}, 25}, 4).
		Add(Book{base{"go", 30}, 300}, 1)
	inv.Report()
	fmt.Printf("%.2f %v\n", inv.Total(), inv.stock)
}
