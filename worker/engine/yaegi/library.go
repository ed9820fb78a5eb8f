package yaegi

import (
	"fmt"
	"sync"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib"
)

// libraries keeps the packages of the standard library that are held as
// source. They are type-checked when the first program needs them.
type libraries struct {
	mu   sync.Mutex
	done map[string]*vet.Syntax
}

// theLibraries is the process's one; what is in it does not change.
var theLibraries = sync.OnceValue(func() *libraries { return &libraries{done: map[string]*vet.Syntax{}} })

func (l *libraries) find(path string) (*vet.Syntax, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.done[path]; s != nil {
		return s, true
	}
	files, ok := lib.Source(path)
	if !ok {
		return nil, false
	}
	var list []genome.File
	for _, f := range files {
		list = append(list, genome.File{Name: f.Name, Text: f.Text})
	}
	s, err := vet.Library(path, list)
	if err != nil {
		panic(fmt.Sprintf("yaegi: %v", err)) // the source is ours
	}
	l.done[path] = s
	return s, true
}
