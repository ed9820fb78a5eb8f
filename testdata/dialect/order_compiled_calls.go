// Calls of the library happen in their turn among calls of the program's own functions, with what they read.
package main

import (
	"container/list"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
)

type speaker interface{ say() string }
type dog struct{ name string }

func (d dog) say() string { return d.name + "!" }

type zoo struct {
	n     int
	name  string
	all   []speaker
	one   any
	log   strings.Builder
	queue *list.List
}

func (z *zoo) UnmarshalJSON(b []byte) error {
	z.n++
	z.all = append(z.all, dog{string(b[1:3])})
	return nil
}

func (z *zoo) fill() error {
	z.n, z.name, z.one = z.n+7, z.name+"x", 5
	z.log.WriteString("filled ")
	if z.queue != nil {
		z.queue.PushBack(z.n)
	}
	return errors.New("full")
}

func (z *zoo) words() sort.StringSlice { z.n *= 2; return strings.Fields("b c a") }

func main() {
	var z zoo
	fmt.Println(json.Unmarshal([]byte(`{"a":1}`), &z), len(z.all), z.all[0].say(), z.all[0])
	z = zoo{}
	fmt.Println(fmt.Sprint(z.n), z.log.Len(), strings.ToUpper(z.name), z.fill(), fmt.Sprint(z.n), z.log.Len(), strings.ToUpper(z.name))
	z = zoo{queue: list.New(), one: "text"}
	fmt.Println(z.one.(string), z.fill(), z.one.(int), z.queue.Len(), z.fill(), z.queue.Len())
	z = zoo{name: "a"}
	fmt.Println(strings.Repeat(z.name, 3) + z.fill().Error() + strings.Repeat(z.name, 2))
	fmt.Println([]byte(z.name), z.fill(), []byte(z.name), []rune(z.name), z.fill(), []rune(z.name))
	fmt.Println(strings.Count(z.name, "x")*100+z.words().Len()*10+strings.Count(z.name, "a"), z.n)
	parts := []string{strings.TrimSuffix(z.name, "x"), z.fill().Error(), strings.TrimSuffix(z.name, "x")}
	fmt.Println(parts)
	m := map[string]string{"before": fmt.Sprint(z.n), "call": z.fill().Error(), "after": fmt.Sprint(z.n)}
	fmt.Println(m)
}
