package supervisor

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Bounds within which the difference of two numbers is computed exactly. Every
// float64 is within them; beyond, a number is what it is as a float64.
const (
	maxDecimalDigits   = 800
	maxDecimalExponent = 400
)

// A decimal is a JSON number as it is written, in a form that two numbers of
// the same value share: it is read without arithmetic, because a hostile one
// may have an exponent of a billion.
type decimal struct {
	negative bool
	digits   string // without zeros at either end; "" is zero
	exponent int64  // of ten, that digits are to be multiplied by
	text     string // as it was written
}

// parseDecimal reads a JSON number, which must be one.
func parseDecimal(text string) decimal {
	d := decimal{text: text}
	mantissa, negative := strings.CutPrefix(text, "-")
	if i := strings.IndexAny(mantissa, "eE"); i >= 0 {
		e, err := strconv.ParseInt(mantissa[i+1:], 10, 32)
		if err != nil {
			// Too long to be read; only its sign matters.
			e = math.MaxInt32
			if mantissa[i+1] == '-' {
				e = math.MinInt32
			}
		}
		mantissa, d.exponent = mantissa[:i], e
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := strings.TrimLeft(whole+fraction, "0")
	d.digits = strings.TrimRight(all, "0")
	d.exponent += int64(len(all)-len(d.digits)) - int64(len(fraction))
	if d.digits == "" {
		d.exponent = 0
		return d
	}
	d.negative = negative
	return d
}

func (d decimal) same(o decimal) bool {
	return d.negative == o.negative && d.exponent == o.exponent && d.digits == o.digits
}

func (d decimal) integer() bool { return d.exponent >= 0 }

// float is the nearest float64; infinite beyond the largest.
func (d decimal) float() float64 {
	f, _ := strconv.ParseFloat(d.text, 64)
	return f
}

// rat is the number itself; nil if it is too long to reckon with.
func (d decimal) rat() *big.Rat {
	if len(d.digits) > maxDecimalDigits || d.exponent > maxDecimalExponent || d.exponent < -maxDecimalExponent-maxDecimalDigits {
		return nil
	}
	r, ok := new(big.Rat).SetString(d.digits + "e" + strconv.FormatInt(d.exponent, 10))
	switch {
	case d.digits == "":
		return new(big.Rat)
	case !ok:
		return nil
	case d.negative:
		r.Neg(r)
	}
	return r
}

// equals tells whether got is the wanted number: the same value, or, unless
// both are integers, one that is nearest to the same finite float64.
func (d decimal) equals(got decimal) bool {
	if d.same(got) {
		return true
	}
	if d.integer() && got.integer() {
		return false
	}
	want := d.float()
	return !math.IsInf(want, 0) && want == got.float()
}

// distance is |got-d|, rounded once, and whether it is at most tolerance, which
// is decided before it is rounded. Infinite is what cannot be reckoned.
func (d decimal) distance(got decimal, tolerance *big.Rat) (distance float64, within bool) {
	a, b := d.rat(), got.rat()
	if a == nil || b == nil {
		x := math.Abs(got.float() - d.float())
		if math.IsNaN(x) {
			x = math.Inf(1)
		}
		t, _ := tolerance.Float64()
		return x, x <= t && !math.IsInf(x, 0)
	}
	diff := a.Sub(b, a)
	diff.Abs(diff)
	x, _ := diff.Float64()
	return x, diff.Cmp(tolerance) <= 0
}
