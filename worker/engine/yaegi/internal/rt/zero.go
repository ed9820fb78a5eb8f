package rt

import (
	"math"
	"reflect"
)

// When a function of the genome is called, the interpreter does not copy an
// argument that reflection takes for zero, and negative zero is one. So it
// travels as a NaN that no arithmetic makes: the caller marks it, the function
// that is called takes the mark away first of all.
const (
	markedBits   = 0x7ff8_5a45_524f_2d30
	markedBits32 = 0x7fd5_a452
)

// MarkZero makes the mark of negative zero; everything else stays what it is.
func MarkZero(x float64) float64 {
	if x == 0 && math.Signbit(x) {
		return math.Float64frombits(markedBits)
	}
	return x
}

// UnmarkZero makes negative zero of the mark.
func UnmarkZero(x float64) float64 {
	if math.Float64bits(x) == markedBits {
		return math.Copysign(0, -1)
	}
	return x
}

// MarkZero32 is MarkZero for the smaller type.
func MarkZero32(x float32) float32 {
	if x == 0 && math.Signbit(float64(x)) {
		return math.Float32frombits(markedBits32)
	}
	return x
}

// UnmarkZero32 is UnmarkZero for the smaller type.
func UnmarkZero32(x float32) float32 {
	if math.Float32bits(x) == markedBits32 {
		return float32(math.Copysign(0, -1))
	}
	return x
}

// unmark takes marks out of arguments for compiled code.
func unmark(args []reflect.Value) {
	for i, a := range args {
		switch a.Type() {
		case reflect.TypeFor[float64]():
			args[i] = reflect.ValueOf(UnmarkZero(a.Float()))
		case reflect.TypeFor[float32]():
			// Not by way of float64, which would change the bits of a NaN.
			args[i] = reflect.ValueOf(UnmarkZero32(a.Interface().(float32)))
		}
	}
}
