package core

import (
	"go/constant"
	"go/types"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// constant writes a constant.
func (f *fn) constant(v constant.Value, t types.Type) string {
	if isInterface(t) {
		return f.boxConstant(v, t)
	}
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		panic("constant of type " + t.String())
	}
	text := f.text(t)
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return typed(text, "bool", strconv.FormatBool(constant.BoolVal(v)))
	case info&types.IsString != 0:
		s := constant.StringVal(v)
		if !utf8.ValidString(s) {
			return typed(text, "string", f.e.rawString(s))
		}
		return typed(text, "string", strconv.Quote(s))
	case info&types.IsInteger != 0:
		s := constant.ToInt(v).ExactString()
		if strings.HasPrefix(s, "-") {
			s = "(" + s + ")"
		}
		return typed(text, "int", s)
	case info&types.IsFloat != 0:
		return text + "(" + floatText(v, b.Kind() == types.Float32) + ")"
	case info&types.IsComplex != 0:
		// The interpreter is wrong about complex constants.
		return f.e.rawValue(v.ExactString()+" "+text, f.goValue(v, t))
	}
	panic("constant of type " + t.String())
}

func typed(text, plain, s string) string {
	if text == plain {
		return s
	}
	return text + "(" + s + ")"
}

func floatText(v constant.Value, small bool) string {
	if small {
		x, _ := constant.Float32Val(constant.ToFloat(v))
		return strconv.FormatFloat(float64(x), 'g', -1, 32)
	}
	x, _ := constant.Float64Val(constant.ToFloat(v))
	if math.IsInf(x, 0) {
		x = math.Copysign(math.MaxFloat64, x)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// goValue is a constant as a value of the representation of its type.
func (f *fn) goValue(v constant.Value, t types.Type) any {
	r := reflect.New(f.e.reflected(t)).Elem()
	switch {
	case r.Kind() == reflect.Bool:
		r.SetBool(constant.BoolVal(v))
	case r.Kind() == reflect.String:
		r.SetString(constant.StringVal(v))
	case r.CanInt():
		n, _ := constant.Int64Val(constant.ToInt(v))
		r.SetInt(n)
	case r.CanUint():
		n, _ := constant.Uint64Val(constant.ToInt(v))
		r.SetUint(n)
	case r.CanFloat():
		x, _ := constant.Float64Val(constant.ToFloat(v))
		if r.Kind() == reflect.Float32 {
			y, _ := constant.Float32Val(constant.ToFloat(v))
			x = float64(y)
		}
		r.SetFloat(x)
	case r.CanComplex():
		c := constant.ToComplex(v)
		re, _ := constant.Float64Val(constant.Real(c))
		im, _ := constant.Float64Val(constant.Imag(c))
		r.SetComplex(complex(re, im))
	}
	return r.Interface()
}

func (f *fn) itoa(n int) string { return strconv.Itoa(n) }
