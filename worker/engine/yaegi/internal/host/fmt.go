package host

import (
	"fmt"
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
)

// fmtTable binds the functions that print and scan without naming a stream.
// The stream bounds what they write.
func fmtTable(env engine.Env) map[string]reflect.Value {
	in, out := env.Stdin, env.Stdout
	return map[string]reflect.Value{
		"Print":   reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprint(out, a...) }),
		"Printf":  reflect.ValueOf(func(format string, a ...any) (int, error) { return fmt.Fprintf(out, format, a...) }),
		"Println": reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fprintln(out, a...) }),
		"Scan":    reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fscan(in, a...) }),
		"Scanf":   reflect.ValueOf(func(format string, a ...any) (int, error) { return fmt.Fscanf(in, format, a...) }),
		"Scanln":  reflect.ValueOf(func(a ...any) (int, error) { return fmt.Fscanln(in, a...) }),
	}
}
