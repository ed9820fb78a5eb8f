package rt

import (
	"fmt"
	"reflect"
	"strconv"
)

// A directive is one verb of a format with its flags.
type directive struct {
	minus, plus, sharp, space, zero bool
	wid, prec                       int
	hasWid, hasPrec                 bool
	verb                            rune
	// goSyntax is %#v, names is %+v: there the flags mean something else.
	goSyntax, names bool
}

// begin sets the verb of a directive whose flags have been read.
func (d *directive) begin(verb rune) {
	d.verb = verb
	if verb == 'v' || verb == 'w' {
		d.goSyntax, d.names = d.sharp, d.plus
		d.sharp, d.plus = false, false
	}
}

// plain says whether the directive is %v without anything.
func (d *directive) plain() bool { return *d == directive{verb: 'v'} }

// spec writes the directive as a format for another verb.
func (d *directive) spec(verb rune) string {
	b := make([]byte, 1, 16)
	b[0] = '%'
	for _, f := range [...]struct {
		on   bool
		char byte
	}{{d.minus, '-'}, {d.plus || d.names, '+'}, {d.sharp || d.goSyntax, '#'}, {d.space, ' '}, {d.zero, '0'}} {
		if f.on {
			b = append(b, f.char)
		}
	}
	if d.hasWid {
		b = strconv.AppendInt(b, int64(d.wid), 10)
	}
	if d.hasPrec {
		b = strconv.AppendInt(append(b, '.'), int64(d.prec), 10)
	}
	return string(b) + string(verb)
}

// A printer writes operands as package fmt does. Values without a type of the
// genome in them are left to fmt itself, and so are numbers and strings; the
// way through composite values and to methods is the printer's.
type printer struct {
	u   *Universe
	buf []byte
	directive
	// arg is the operand whose methods may be called; part and partType are
	// what is being written after that. A bad verb shows the one that is set.
	arg       Iface
	part      reflect.Value
	partType  *Type
	erroring  bool // inside a bad verb, where no method is called
	panicking bool
	wrapping  bool  // %w is allowed
	wrapped   []int // operands of %w
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }

// operand writes one operand under the current directive.
func (p *printer) operand(x Iface) {
	p.arg, p.partType = x, nil
	if x.T == nil {
		if p.verb == 'T' || p.verb == 'v' {
			p.pad("<nil>")
			return
		}
		p.badVerb()
		return
	}
	switch p.verb {
	case 'T':
		p.leaf('s', x.T.Name)
		return
	case 'p':
		p.pointer(x.T, reflect.ValueOf(x.V))
		return
	}
	if x.T.Native != nil && !x.T.disguised && p.foreign(x.V) {
		return
	}
	if r, ok := x.V.(ReflectValue); ok {
		p.reflectValue(r)
		return
	}
	if !p.methods() {
		p.value(x.T, bare(reflect.ValueOf(x.V)), 0, open)
	}
}

// foreign leaves a compiled value to fmt, but for what fmt cannot know here:
// %w and the state of this printer.
func (p *printer) foreign(v any) bool {
	if p.erroring || p.verb == 'w' {
		return false
	}
	if p.directive.plain() {
		switch v := v.(type) {
		case string:
			p.str(v)
		case int:
			p.buf = strconv.AppendInt(p.buf, int64(v), 10)
		default:
			p.buf = fmt.Append(p.buf, v)
		}
		return true
	}
	p.leaf(p.verb, v)
	return true
}

// leaf has fmt write a value of a compiled type.
func (p *printer) leaf(verb rune, v any) {
	if verb == 'v' && (p.plus || p.sharp) {
		verb = plainVerb(reflect.TypeOf(v).Kind()) // inside a bad verb
	}
	p.buf = fmt.Appendf(p.buf, p.spec(verb), v)
}

// pad writes a text that only the width applies to.
func (p *printer) pad(text string) {
	d := directive{minus: p.minus, zero: p.zero, wid: p.wid, hasWid: p.hasWid}
	p.buf = fmt.Appendf(p.buf, d.spec('s'), text)
}

// badVerb writes that the verb does not suit the operand.
func (p *printer) badVerb() {
	p.erroring = true
	p.str("%!" + string(p.verb) + "(")
	if p.arg.T != nil {
		p.str(p.arg.T.Name + "=")
		verb := p.verb
		p.verb = 'v'
		p.operand(p.arg)
		p.verb = verb
	} else if p.partType != nil {
		p.str(p.partType.Name + "=")
		verb := p.verb
		p.verb = 'v'
		p.value(p.partType, p.part, 0, unexported)
		p.verb = verb
	} else {
		p.str("<nil>")
	}
	p.str(")")
	p.erroring = false
}

// pointer writes an address.
func (p *printer) pointer(t *Type, v reflect.Value) {
	var addr uintptr
	switch v = bare(v); v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		addr = uintptr(v.UnsafePointer())
	default:
		p.badVerb()
		return
	}
	switch p.verb {
	case 'v':
		switch {
		case p.goSyntax && addr == 0:
			p.str("(" + t.Name + ")(nil)")
		case p.goSyntax:
			p.str("(" + t.Name + ")(")
			p.address(addr, true)
			p.str(")")
		case addr == 0:
			p.pad("<nil>")
		default:
			p.address(addr, !p.sharp)
		}
	case 'p':
		p.address(addr, !p.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.leaf(p.verb, addr)
	default:
		p.badVerb()
	}
}

func (p *printer) address(addr uintptr, prefix bool) {
	d := p.directive
	d.sharp, d.goSyntax, d.names = prefix, false, false
	p.buf = fmt.Appendf(p.buf, d.spec('x'), addr)
}

// plainVerb is the verb that writes a value of a kind as %v does and takes the
// flags literally.
func plainVerb(kind reflect.Kind) rune {
	switch {
	case kind == reflect.Bool:
		return 't'
	case kind >= reflect.Int && kind <= reflect.Uintptr:
		return 'd'
	case kind >= reflect.Float32 && kind <= reflect.Complex128:
		return 'g'
	case kind == reflect.String:
		return 's'
	}
	return 'v'
}
