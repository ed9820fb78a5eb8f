package config

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A place is where a key stands in a file; lines and columns count from 1.
type place struct{ line, column int }

// places finds where each key and table of a document stands, by its path. The
// document has been decoded: here it is only looked up, because decoding into a
// map loses positions.
//
// The elements of a path are those of the key, and #0, #1 and so on for the
// elements of an array; join joins them.
type places struct {
	parser unstable.Parser
	lines  []int // where each begins
	at     map[string]place
	counts map[string]int // of the elements of arrays of tables
}

func join(path ...string) string { return strings.Join(path, "\x00") }

func locate(data []byte) map[string]place {
	p := &places{lines: []int{0}, at: map[string]place{}, counts: map[string]int{}}
	for i, b := range data {
		if b == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	p.parser.Reset(data)
	var table []string
	for p.parser.NextExpression() {
		e := p.parser.Expression()
		switch e.Kind {
		case unstable.Table:
			table = p.key(nil, e.Key())
		case unstable.ArrayTable:
			table = p.key(nil, e.Key())
			n := p.counts[join(table...)]
			p.counts[join(table...)]++
			table = append(table, element(n))
			p.at[join(table...)] = p.at[join(table[:len(table)-1]...)]
		case unstable.KeyValue:
			p.keyValue(table, e)
		}
	}
	return p.at
}

// key notes where each part of a dotted key stands, and returns its path below
// a table. A part that is an array of tables stands for its last element.
func (p *places) key(table []string, it unstable.Iterator) []string {
	path := append([]string(nil), table...)
	for it.Next() {
		if n := p.counts[join(path...)]; n > 0 {
			path = append(path, element(n-1))
		}
		path = append(path, string(it.Node().Data))
		p.at[join(path...)] = p.place(int(it.Node().Raw.Offset))
	}
	return path
}

func (p *places) keyValue(table []string, e *unstable.Node) {
	p.value(p.key(table, e.Key()), e.Value())
}

func (p *places) value(path []string, v *unstable.Node) {
	it := v.Children()
	switch v.Kind {
	case unstable.InlineTable:
		for it.Next() {
			p.keyValue(path, it.Node())
		}
	case unstable.Array:
		for i := 0; it.Next(); i++ {
			below := append(append([]string(nil), path...), element(i))
			p.at[join(below...)] = p.at[join(path...)]
			p.value(below, it.Node())
		}
	}
}

// place is where a byte is. The parser's own Shape counts the lines anew for
// each key.
func (p *places) place(offset int) place {
	line := sort.SearchInts(p.lines, offset+1)
	return place{line, offset - p.lines[line-1] + 1}
}

func element(i int) string { return "#" + strconv.Itoa(i) }

func (p place) in(file string) string { return fmt.Sprintf("%s:%d:%d", file, p.line, p.column) }
