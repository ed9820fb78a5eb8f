// Package host holds what genomes see of packages that are not safe as a
// whole: all of os, path/filepath, reflect and runtime that there is.
//
// Tables are built anew for each program; nothing here is shared between two.
package host

import (
	"path/filepath"
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// Paths lists the packages that have a table here, sorted by import path.
func Paths() []string { return []string{"os", "path/filepath", "reflect", "runtime"} }

// Table builds the table of a package, bound to env. It returns nil for a
// package that has none here. The functions of reflect are package rt's.
func Table(path string, env engine.Env) map[string]reflect.Value {
	switch path {
	case "os":
		return osTable(env)
	case "path/filepath":
		return filepathTable()
	case "runtime":
		return runtimeTable()
	case "reflect":
		return map[string]reflect.Value{
			"Kind":        reflect.ValueOf((*reflect.Kind)(nil)),
			"MapIter":     reflect.ValueOf((*rt.MapIter)(nil)),
			"StructField": reflect.ValueOf((*rt.StructField)(nil)),
			"StructTag":   reflect.ValueOf((*reflect.StructTag)(nil)),
			"Type":        reflect.ValueOf((*rt.TypeView)(nil)),
			"Value":       reflect.ValueOf((*rt.ReflectValue)(nil)),
			"ValueError":  reflect.ValueOf((*reflect.ValueError)(nil)),
		}
	}
	return nil
}

// filepathTable is all that genomes see of path/filepath.
func filepathTable() map[string]reflect.Value {
	bad := filepath.ErrBadPattern
	return map[string]reflect.Value{
		"Base":          reflect.ValueOf(filepath.Base),
		"Clean":         reflect.ValueOf(filepath.Clean),
		"Dir":           reflect.ValueOf(filepath.Dir),
		"ErrBadPattern": reflect.ValueOf(&bad).Elem(),
		"Ext":           reflect.ValueOf(filepath.Ext),
		"FromSlash":     reflect.ValueOf(filepath.FromSlash),
		"IsAbs":         reflect.ValueOf(filepath.IsAbs),
		"IsLocal":       reflect.ValueOf(filepath.IsLocal),
		"Join":          reflect.ValueOf(filepath.Join),
		"Match":         reflect.ValueOf(filepath.Match),
		"Rel":           reflect.ValueOf(filepath.Rel),
		"Split":         reflect.ValueOf(filepath.Split),
		"SplitList":     reflect.ValueOf(filepath.SplitList),
		"ToSlash":       reflect.ValueOf(filepath.ToSlash),
		"VolumeName":    reflect.ValueOf(filepath.VolumeName),
	}
}
