// Floats as Println and the verbs print them.
package main

import (
	"fmt"
	"math"
)

func main() {
	for _, f := range []float64{0, 1, -1.5, 100000, 1e20, 1e21, 1e-5, 123456789, 0.000001234, 1.0 / 3, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), 5e-324, math.MaxFloat64} {
		fmt.Println(f, float32(f))
	}
	f := 1234.5678
	fmt.Printf("%f|%.2f|%8.1f|%-10.3f|%+.1f|%010.2f|%e|%.3e|%g|%G|%.3g|%x|% .1f|%6.f|\n", f, f, f, f, f, f, f, f, f, 1e-10, f, f, f, f)
	fmt.Printf("%v %v %v %.0f %.1f %5.2f%%\n", 2.0, 1e6, 123456789.0, 2.5, 0.25, 99.5)
	fmt.Printf("%t %v %08b %o %#o %#x %X %c %U %#U %q\n", true, false, 5, 64, 64, 255, 255, 0x4E16, 0x4E16, 0x4E16, '世')
}
