package yaegi

import (
	"go/token"
	"maps"
	"reflect"
	"sync"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// tables are the compiled packages as one program sees them: those that are the
// same for every program, and what of a package is bound to its Env.
type tables struct {
	env engine.Env

	mu    sync.Mutex
	bound map[string]map[string]reflect.Value // nil entries: nothing is bound
}

func newTables(env engine.Env) *tables {
	return &tables{env: env, bound: map[string]map[string]reflect.Value{}}
}

// find looks a name up: what is bound to the program comes before what is not.
// A variable is the program's own: another's assignment must not be seen.
func (t *tables) find(path, name string) (reflect.Value, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own, ok := t.bound[path]
	if !ok {
		own = host.Table(path, t.env)
		t.bound[path] = own
	}
	if v, ok := own[name]; ok {
		return v, true
	}
	v, ok := theShared().table(path)[name]
	if ok && v.CanAddr() {
		copied := reflect.New(v.Type()).Elem()
		copied.Set(v)
		if own == nil {
			own = map[string]reflect.Value{}
			t.bound[path] = own
		}
		own[name], v = copied, copied
	}
	return v, ok
}

// shared keeps the tables of packages that programs have asked for. Nobody
// writes to them.
type shared struct {
	mu       sync.Mutex
	packages map[string]map[string]reflect.Value
}

// theShared is the process's one. To build the tables anew for each program took
// a sixth of the memory that a load of a small genome allocates.
var theShared = sync.OnceValue(func() *shared { return &shared{packages: map[string]map[string]reflect.Value{}} })

func (s *shared) table(path string) map[string]reflect.Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	if table, ok := s.packages[path]; ok {
		return table
	}
	_, table := symbols.Table(path)
	_, wrappers := symbols.Wrappers(path)
	if table == nil {
		table = wrappers
	} else {
		maps.Copy(table, wrappers)
	}
	if table != nil { // whatever a genome may ask for: only what exists is kept
		s.packages[path] = table
	}
	return table
}

// symbol finds a function or variable, or the wrapper of an interface.
func (t *tables) symbol(path, name string) (reflect.Value, bool) {
	return t.find(path, name)
}

// native finds a type.
func (t *tables) native(path, name string) (reflect.Type, bool) {
	v, ok := t.find(path, name)
	if !ok && !token.IsExported(name) {
		// The type of a variable, as binary.LittleEndian has one.
		for _, v := range theShared().table(path) {
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
