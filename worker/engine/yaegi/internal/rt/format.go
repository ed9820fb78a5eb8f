package rt

import (
	"reflect"
	"slices"
	"unicode/utf8"
)

// A formatter reads a format and writes the operands that it asks for.
type formatter struct {
	printer
	format string
	at     int // next byte of the format
	args   []Iface
	next   int // operand of the next verb
	// reordered says that an operand was asked for by number: then left over
	// operands are not an error.
	reordered bool
	// badIndex says that the number in this directive names no operand.
	badIndex bool
}

func (f *formatter) run() {
	for f.at < len(f.format) {
		start := f.at
		for f.at < len(f.format) && f.format[f.at] != '%' {
			f.at++
		}
		f.str(f.format[start:f.at])
		if f.at == len(f.format) {
			break
		}
		f.at++
		if !f.one() {
			break
		}
	}
	if !f.reordered && f.next < len(f.args) {
		f.extra()
	}
}

// one writes one directive; false means that the format ends in it.
func (f *formatter) one() bool {
	f.directive, f.badIndex = directive{}, false
	f.flags()
	indexed := f.index()
	indexed = f.width(indexed)
	indexed = f.precision(indexed)
	if !indexed {
		f.index()
	}
	if f.at >= len(f.format) {
		f.str("%!(NOVERB)")
		return false
	}
	verb, size := utf8.DecodeRuneInString(f.format[f.at:])
	f.at += size
	f.begin(verb)
	switch {
	case verb == '%':
		f.str("%")
	case f.badIndex:
		f.str("%!" + string(verb) + "(BADINDEX)")
	case f.next >= len(f.args):
		f.str("%!" + string(verb) + "(MISSING)")
	default:
		if verb == 'w' {
			f.wrapped = append(f.wrapped, f.next)
		}
		f.operand(f.args[f.next])
		f.next++
	}
	return true
}

func (f *formatter) flags() {
	for ; f.at < len(f.format); f.at++ {
		switch f.format[f.at] {
		case '#':
			f.sharp = true
		case '0':
			f.zero = true
		case '+':
			f.plus = true
		case '-':
			f.minus = true
		case ' ':
			f.space = true
		default:
			return
		}
	}
}

// width reads a width: a number, or an operand for an asterisk. It says
// whether the last thing read is an operand's number.
func (f *formatter) width(indexed bool) bool {
	if f.star() {
		f.wid, f.hasWid = f.intArg()
		if !f.hasWid {
			f.str("%!(BADWIDTH)")
		}
		if f.wid < 0 {
			f.wid, f.minus, f.zero = -f.wid, true, false
		}
		return false
	}
	f.wid, f.hasWid = f.number()
	if indexed && f.hasWid {
		f.badIndex = true // as in %[3]2d
	}
	return indexed
}

// precision reads a precision, if there is one, likewise.
func (f *formatter) precision(indexed bool) bool {
	if f.at+1 >= len(f.format) || f.format[f.at] != '.' {
		return indexed
	}
	f.at++
	if indexed {
		f.badIndex = true // as in %[3].2d
	}
	indexed = f.index()
	if f.star() {
		f.prec, f.hasPrec = f.intArg()
		if f.prec < 0 {
			f.prec, f.hasPrec = 0, false
		}
		if !f.hasPrec {
			f.str("%!(BADPREC)")
		}
		return false
	}
	f.prec, f.hasPrec = f.number()
	f.hasPrec = true // no digits mean 0
	return indexed
}

func (f *formatter) star() bool {
	if f.at < len(f.format) && f.format[f.at] == '*' {
		f.at++
		return true
	}
	return false
}

// largest bounds a width or precision, as fmt does.
const largest = 1e6

// number reads digits. Too large a number ends the format.
func (f *formatter) number() (n int, found bool) {
	for f.at < len(f.format) && '0' <= f.format[f.at] && f.format[f.at] <= '9' {
		if n > largest {
			f.at = len(f.format)
			return 0, false
		}
		n, found = n*10+int(f.format[f.at]-'0'), true
		f.at++
	}
	return n, found
}

// intArg takes the next operand as a width or precision.
func (f *formatter) intArg() (n int, ok bool) {
	if f.next >= len(f.args) {
		return 0, false
	}
	x := f.args[f.next]
	f.next++
	if x.T == nil {
		return 0, false
	}
	switch v := bare(reflect.ValueOf(x.V)); {
	case v.CanInt():
		n, ok = int(v.Int()), true
	case v.CanUint():
		n, ok = int(v.Uint()), v.Uint() <= largest
	}
	if n > largest || n < -largest || !ok {
		return 0, false
	}
	return n, true
}

// index reads the number of an operand in brackets, if there is one.
func (f *formatter) index() bool {
	if f.at >= len(f.format) || f.format[f.at] != '[' {
		return false
	}
	f.reordered = true
	rest := f.format[f.at:]
	end := slices.Index([]byte(rest), ']')
	if len(rest) < 3 || end < 0 {
		f.at++
		f.badIndex = true
		return false
	}
	n := 0
	valid := end > 1
	for _, c := range []byte(rest[1:end]) {
		if c < '0' || c > '9' || n > largest {
			valid = false
			break
		}
		n = n*10 + int(c-'0')
	}
	f.at += end + 1
	if valid && 1 <= n && n <= len(f.args) {
		f.next = n - 1
		return true
	}
	f.badIndex = true
	return valid
}

// extra writes the operands that no verb asked for.
func (f *formatter) extra() {
	f.str("%!(EXTRA ")
	for i, x := range f.args[f.next:] {
		if i > 0 {
			f.str(", ")
		}
		if x.T == nil {
			f.str("<nil>")
			continue
		}
		f.str(x.T.Name + "=")
		f.directive = directive{verb: 'v'}
		f.operand(x)
	}
	f.str(")")
}
