package yaegi

import (
	"path"
	"reflect"

	"github.com/traefik/yaegi/interp"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/generic"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// useSymbols gives an interpreter the tables of the packages that its sources
// import, and the interface wrappers of all.
func useSymbols(in *interp.Interpreter, src *sources, env engine.Env) error {
	modules, wanted := map[string]bool{}, map[string]bool{}
	for _, m := range src.modules {
		modules[m.name] = true
		for _, name := range m.imports {
			wanted[name] = true
		}
	}
	exports := interp.Exports{}
	add := func(importPath, name string, table map[string]reflect.Value) {
		if table == nil || modules[importPath] {
			return
		}
		key := exportKey(importPath, name)
		if exports[key] == nil {
			exports[key] = table
			return
		}
		for k, v := range table {
			exports[key][k] = v
		}
	}
	for _, p := range symbols.Paths() {
		if wanted[p] {
			name, table := symbols.Table(p)
			add(p, name, table)
		}
		name, table := symbols.Wrappers(p)
		add(p, name, table)
	}
	for _, p := range host.Paths() {
		if wanted[p] {
			add(p, path.Base(p), host.Table(p, env))
		}
	}
	add(exportPath, exportName, exportTable(src))
	if wanted[generic.NativePath] {
		add(generic.NativePath, "native", generic.Native())
	}
	mapTypes := symbols.MapTypes(func(p, name string) reflect.Value {
		return exports[exportKey(p, path.Base(p))][name]
	})
	exports["."] = map[string]reflect.Value{"MapTypes": reflect.ValueOf(mapTypes)}
	return in.Use(exports)
}

// exportKey is the key of a package's table: import path, slash, package name.
// At the key "fmt/fmt" the interpreter takes the table for the whole standard
// library: it puts its own Print functions in and compiles generic packages
// that few genomes use. With a second slash it does not, and finds the same.
func exportKey(importPath, name string) string { return importPath + "//" + name }
