// Package host holds what genomes see of packages that are not safe as a
// whole, or whose functions must be bound to one program: all of os and
// reflect that there is, and parts of fmt and time.
//
// Tables are built anew for each program; nothing here is shared between two.
package host

import (
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
)

// Paths lists the packages that have a table here, sorted by import path.
func Paths() []string { return []string{"fmt", "os", "reflect", "time"} }

// Table builds the part of a package that is bound to env. It returns nil for
// a package that has none.
func Table(path string, env engine.Env) map[string]reflect.Value {
	switch path {
	case "fmt":
		return fmtTable(env)
	case "os":
		return osTable(env)
	case "reflect":
		return map[string]reflect.Value{"DeepEqual": reflect.ValueOf(reflect.DeepEqual)}
	case "time":
		return timeTable()
	}
	return nil
}
