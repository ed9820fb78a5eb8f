package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/petri-lab/petri/genome"
)

// libraryPrograms makes programs of the standard library's own tests: one of
// each test and example function, with whatever it needs. There are two kinds:
//
//	PACKAGE/TestName         the package is imported: what Petri offers of it
//	source/PACKAGE/TestName  the package's own source is part of the program
//
// What a test needs and a program cannot have (package testing beyond what
// testingShim has, files, unsafe, another package's inside) leaves the test out.
func libraryPrograms(ctx context.Context, goroot string, profile genome.Profile) ([]*program, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "std").Output()
	if err != nil {
		return nil, fmt.Errorf("go list std: %w", err)
	}
	l := &library{
		src:      filepath.Join(goroot, "src"),
		profile:  profile,
		fset:     token.NewFileSet(),
		importer: importer.Default(),
	}
	var all []*program
	for path := range strings.FieldsSeq(string(out)) {
		if strings.HasPrefix(path, "vendor/") || strings.Contains(path, "internal") {
			continue
		}
		for _, own := range []bool{false, true} {
			if !own && !profile.Allows(path) {
				continue
			}
			some, err := l.programs(path, filepath.Join(l.src, path), own)
			if err != nil {
				return nil, fmt.Errorf("package %s: %w", path, err)
			}
			all = append(all, some...)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
	}
	return all, nil
}

type library struct {
	src      string
	profile  genome.Profile
	fset     *token.FileSet
	importer types.Importer
}

// packagePrograms makes programs of the tests of a package outside of the
// standard library, in whatever folder it is: its source is part of each.
func packagePrograms(dir string, profile genome.Profile) ([]*program, error) {
	l := &library{profile: profile, fset: token.NewFileSet(), importer: importer.Default()}
	path, err := importPath(dir)
	if err != nil {
		return nil, err
	}
	return l.programs(path, dir, true)
}

// importPath is the path by which a folder's package is imported, as far as the
// go.mod at its top tells.
func importPath(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for top := dir; ; top = filepath.Dir(top) {
		text, _ := os.ReadFile(filepath.Join(top, "go.mod")) // it need not be there
		for line := range strings.Lines(string(text)) {
			if name, is := strings.CutPrefix(strings.TrimSpace(line), "module "); is {
				below, err := filepath.Rel(top, dir)
				return path.Join(strings.Trim(strings.TrimSpace(name), `"`), filepath.ToSlash(below)), err
			}
		}
		if top == filepath.Dir(top) {
			return filepath.Base(dir), nil
		}
	}
}

// programs makes the programs of one package, its own source included or not.
func (l *library) programs(path, dir string, own bool) ([]*program, error) {
	pkg, err := build.ImportDir(dir, 0)
	var none *build.NoGoError
	if errors.As(err, &none) || len(pkg.SFiles) > 0 && own {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	u := &union{library: l, path: path, own: own}
	if own {
		if l.src != "" {
			for _, f := range pkg.Imports {
				if !l.profile.Allows(f) {
					return nil, nil
				}
			}
		}
		u.add(pkg, pkg.GoFiles, false)
	}
	u.add(pkg, pkg.TestGoFiles, true)
	u.add(pkg, pkg.XTestGoFiles, true)
	if u.err != nil {
		return nil, u.err
	}
	if len(u.tests) == 0 || !u.settle() {
		return nil, nil
	}
	var all []*program
	for _, test := range u.tests {
		if text := u.program(test); text != nil {
			name := path + "/" + test
			if own {
				name = "source/" + name
			}
			all = append(all, &program{name: name, files: []file{{test + ".go", text}}})
		}
	}
	return all, nil
}

// A union is the files of a package and of its tests, made one package main.
type union struct {
	*library
	path  string
	own   bool
	files []*ast.File
	tests []string
	err   error

	info *types.Info
	pkg  *types.Package
}

// add parses files and makes them part of the union.
func (u *union) add(pkg *build.Package, names []string, tests bool) {
	for _, name := range names {
		f, err := parser.ParseFile(u.fset, filepath.Join(pkg.Dir, name), nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			u.err = errors.Join(u.err, err)
			return
		}
		// Before the comments go: an example says in one what it prints.
		unordered := unorderedExamples(f)
		f.Comments = nil
		f.Name.Name = "main"
		u.rewrite(f)
		for _, d := range f.Decls {
			if fn, is := d.(*ast.FuncDecl); is && tests && isTest(fn) && !unordered[fn.Name.Name] {
				u.tests = append(u.tests, fn.Name.Name)
			}
		}
		if tests && !u.own && !strings.HasSuffix(f.Name.Name, "_test") {
			u.dotImport(f)
		}
		u.files = append(u.files, f)
	}
}

// isTest tells whether a function is a test or an example.
func isTest(fn *ast.FuncDecl) bool {
	name := fn.Name.Name
	if fn.Recv != nil || fn.Type.TypeParams != nil {
		return false
	}
	if strings.HasPrefix(name, "Example") {
		return fn.Type.Params.NumFields() == 0
	}
	return strings.HasPrefix(name, "Test") && name != "TestMain" && fn.Type.Params.NumFields() == 1
}

// unorderedExamples are the examples whose output may come in any order.
func unorderedExamples(f *ast.File) map[string]bool {
	found := map[string]bool{}
	for _, d := range f.Decls {
		fn, is := d.(*ast.FuncDecl)
		if !is || fn.Body == nil {
			continue
		}
		for _, c := range f.Comments {
			if c.Pos() > fn.Body.Pos() && c.End() < fn.Body.End() && strings.HasPrefix(strings.ToLower(c.Text()), "unordered output") {
				found[fn.Name.Name] = true
			}
		}
	}
	return found
}

// dotImport makes the tested package's names those of the file, as they are for
// a test in the package itself.
func (u *union) dotImport(f *ast.File) {
	for _, spec := range f.Imports {
		if strings.Trim(spec.Path.Value, `"`) == u.path {
			return
		}
	}
	spec := &ast.ImportSpec{Name: ast.NewIdent("."), Path: &ast.BasicLit{Kind: token.STRING, Value: `"` + u.path + `"`}}
	f.Imports = append(f.Imports, spec)
	f.Decls = append([]ast.Decl{&ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}}}, f.Decls...)
}

// rewrite changes what a file says of package testing and, where the tested
// package's source is part of the program, of that package.
func (u *union) rewrite(f *ast.File) {
	var self, testing string
	var kept []*ast.ImportSpec
	for _, spec := range f.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		name := filepath.Base(path)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		switch {
		case path == "testing":
			testing = name
		case path == u.path && u.own:
			self = name
		case u.profile.Allows(path):
			kept = append(kept, spec)
		}
	}
	f.Imports = kept
	var decls []ast.Decl
	for _, d := range f.Decls {
		if g, is := d.(*ast.GenDecl); is && g.Tok == token.IMPORT {
			continue
		}
		decls = append(decls, d)
	}
	if len(kept) > 0 {
		g := &ast.GenDecl{Tok: token.IMPORT, Lparen: 1}
		for _, spec := range kept {
			g.Specs = append(g.Specs, spec)
		}
		decls = append([]ast.Decl{g}, decls...)
	}
	f.Decls = decls
	replaceSelectors(f, func(x *ast.SelectorExpr) ast.Expr {
		id, is := x.X.(*ast.Ident)
		switch {
		case !is:
			return x
		case id.Name == testing && testing != "":
			return &ast.Ident{Name: "testing" + x.Sel.Name, NamePos: x.Pos()}
		case id.Name == self && self != "" && self != ".":
			return &ast.Ident{Name: x.Sel.Name, NamePos: x.Pos()}
		}
		return x
	})
	// *testing.T has become *testingT; testing.TB is that pointer itself.
}
