package main

import (
	"go/ast"
	"reflect"
)

// replaceSelectors puts f's answer in the place of every selector expression
// below n.
func replaceSelectors(n ast.Node, f func(*ast.SelectorExpr) ast.Expr) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		v := reflect.ValueOf(n)
		if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
			return true
		}
		v = v.Elem()
		for i := range v.NumField() {
			field := v.Field(i)
			switch field.Kind() {
			case reflect.Interface:
				replaceIn(field, f)
			case reflect.Slice:
				for k := range field.Len() {
					if e := field.Index(k); e.Kind() == reflect.Interface {
						replaceIn(e, f)
					}
				}
			}
		}
		return true
	})
}

// replaceIn replaces what a field of a syntax tree holds, if it is a selector.
func replaceIn(field reflect.Value, f func(*ast.SelectorExpr) ast.Expr) {
	if field.IsNil() {
		return
	}
	if x, is := field.Interface().(*ast.SelectorExpr); is {
		if e := reflect.ValueOf(f(x)); e.Type().AssignableTo(field.Type()) {
			field.Set(e)
		}
	}
}
