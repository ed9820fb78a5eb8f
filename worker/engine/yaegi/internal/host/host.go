// Package host holds what genomes see of packages that are not safe as a
// whole: all of os and reflect that there is.
//
// Tables are built anew for each program; nothing here is shared between two.
package host

import (
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// Paths lists the packages that have a table here, sorted by import path.
func Paths() []string { return []string{"os", "reflect"} }

// Table builds the table of a package, bound to env. It returns nil for a
// package that has none here. The functions of reflect are package rt's.
func Table(path string, env engine.Env) map[string]reflect.Value {
	switch path {
	case "os":
		return osTable(env)
	case "reflect":
		return map[string]reflect.Value{
			"Kind":        reflect.ValueOf((*reflect.Kind)(nil)),
			"StructField": reflect.ValueOf((*rt.StructField)(nil)),
			"StructTag":   reflect.ValueOf((*reflect.StructTag)(nil)),
			"Type":        reflect.ValueOf((*rt.TypeView)(nil)),
			"Value":       reflect.ValueOf((*rt.ReflectValue)(nil)),
		}
	}
	return nil
}
