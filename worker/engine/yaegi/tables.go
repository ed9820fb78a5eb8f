package yaegi

import (
	"go/token"
	"reflect"
	"sync"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// tables are the compiled packages as one program sees them. They are built
// when they are asked for.
type tables struct {
	env engine.Env

	mu       sync.Mutex
	packages map[string]map[string]reflect.Value
}

func newTables(env engine.Env) *tables {
	return &tables{env: env, packages: map[string]map[string]reflect.Value{}}
}

func (t *tables) table(path string) map[string]reflect.Value {
	t.mu.Lock()
	defer t.mu.Unlock()
	if table, ok := t.packages[path]; ok {
		return table
	}
	table := map[string]reflect.Value{}
	_, compiled := symbols.Table(path)
	_, wrappers := symbols.Wrappers(path)
	for _, m := range []map[string]reflect.Value{compiled, wrappers, host.Table(path, t.env)} {
		for name, v := range m {
			table[name] = v
		}
	}
	t.packages[path] = table
	return table
}

// symbol finds a function or variable, or the wrapper of an interface.
func (t *tables) symbol(path, name string) (reflect.Value, bool) {
	v, ok := t.table(path)[name]
	return v, ok
}

// native finds a type.
func (t *tables) native(path, name string) (reflect.Type, bool) {
	table := t.table(path)
	v, ok := table[name]
	if !ok && !token.IsExported(name) {
		// The type of a variable, as binary.LittleEndian has one.
		for _, v := range table {
			if v.CanAddr() && v.Type().Name() == name {
				return v.Type(), true
			}
		}
	}
	if !ok || v.CanAddr() || v.Kind() != reflect.Pointer || !v.IsNil() {
		return nil, false
	}
	return v.Type().Elem(), true
}
