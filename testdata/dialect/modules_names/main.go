// Renamed imports, equal names in packages, aliases, dotted paths, several files.
package main

import (
	"errors"
	"fmt"

	in "deep/inner"
	fx "fmtx"
)

var state = "main"

func main() {
	var b fx.Builder
	b.Add("x").Add("y").WriteByte('z')
	fmt.Println(b.String(), fx.Println("s"), in.Println(1, 2), state, fx.State(), in.State())
	fmt.Println(in.Next(fx.A), fx.B == in.Kind(1), fx.Max)
	err := fmt.Errorf("wrap: %w", fx.Error("inner"))
	var e fx.Error
	fmt.Println(errors.As(err, &e), string(e), helper(3))
	fmt.Printf("%T %T %T\n", fx.A, in.Next(0), e)
	fmtx := "shadow"
	fmt.Println(fmtx, len(fmtx))
}
