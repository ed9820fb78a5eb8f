// An event bus with closures, unsubscription and priorities.
package main

import (
	"errors"
	"fmt"
	"slices"
	"sort"
)

type Event struct {
	Topic string
	Data  any
}
type Handler func(Event) error
type sub struct {
	id   int
	prio int
	h    Handler
}
type Bus struct {
	subs map[string][]sub
	next int
	log  []string
}

func (b *Bus) On(topic string, prio int, h Handler) (off func()) {
	if b.subs == nil {
		b.subs = map[string][]sub{}
	}
	b.next++
	id := b.next
	b.subs[topic] = append(b.subs[topic], sub{id, prio, h})
	sort.SliceStable(b.subs[topic], func(i, j int) bool { return b.subs[topic][i].prio > b.subs[topic][j].prio })
	return func() {
		b.subs[topic] = slices.DeleteFunc(b.subs[topic], func(s sub) bool { return s.id == id })
	}
}
func (b *Bus) Emit(topic string, data any) error {
	var errs []error
	for _, s := range append(slices.Clone(b.subs[topic]), b.subs["*"]...) {
		if err := s.h(Event{topic, data}); err != nil {
			errs = append(errs, fmt.Errorf("handler %d: %w", s.id, err))
		}
	}
	return errors.Join(errs...)
}

func main() {
	var b Bus
	total := 0
	off := b.On("add", 0, func(e Event) error {
		n, ok := e.Data.(int)
		if !ok {
			return fmt.Errorf("want int, got %T", e.Data)
		}
		total += n
		return nil
	})
	b.On("*", 0, func(e Event) error { b.log = append(b.log, e.Topic); return nil })
	for i, name := range []string{"low", "high"} {
		b.On("say", i, func(e Event) error { fmt.Println(name, e.Data); return nil })
	}
	fmt.Println(b.Emit("add", 5), b.Emit("add", "x"), b.Emit("say", []int{1}))
	off()
	b.Emit("add", 100)
	fmt.Println(total, b.log)
}
