package value

import (
	"math"
	"strconv"
	"strings"
)

// integer rewrites a JSON number that is an exact integer as plain digits with
// an optional minus. It reports false for one with a fraction. A number too
// long for any integer type comes back as digits that no parser accepts as one
// of 64 bits, never as a billion zeros.
func integer(number string) (digits string, ok bool) {
	if !strings.ContainsAny(number, ".eE") {
		if number == "-0" {
			return "0", true
		}
		return number, true
	}
	sign := ""
	if number[0] == '-' {
		sign, number = "-", number[1:]
	}
	mantissa, exponent := number, 0
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		mantissa = number[:i]
		e, err := strconv.Atoi(number[i+1:])
		if err != nil || e > math.MaxInt32 || e < math.MinInt32 {
			// Too long to be read. Only its sign matters.
			e = math.MaxInt32
			if number[i+1] == '-' {
				e = math.MinInt32
			}
		}
		exponent = e
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := strings.TrimLeft(whole+fraction, "0")
	exponent -= len(fraction)
	trimmed := strings.TrimRight(all, "0")
	exponent += len(all) - len(trimmed)
	const longest = 20 // digits of the largest uint64
	switch {
	case trimmed == "":
		return "0", true
	case exponent < 0:
		return "", false
	case len(trimmed)+exponent > longest:
		return sign + strings.Repeat("9", longest+1), true
	}
	return sign + trimmed + strings.Repeat("0", exponent), true
}

// special is the float that a string stands for.
func special(s string) (float64, bool) {
	switch s {
	case "NaN":
		return math.NaN(), true
	case "+Inf":
		return math.Inf(1), true
	case "-Inf":
		return math.Inf(-1), true
	}
	return 0, false
}
