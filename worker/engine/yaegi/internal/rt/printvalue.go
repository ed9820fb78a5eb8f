package rt

import "reflect"

// A hiding says how a value was reached. No methods are called on values in
// unexported fields, nor on embedded ones of an unexported type; the exported
// fields of the latter are open again.
type hiding int

const (
	open hiding = iota
	embedded
	unexported
)

var reflectValueType = reflect.TypeFor[ReflectValue]()

// value writes a value by its structure.
func (p *printer) value(t *Type, v reflect.Value, depth int, hidden hiding) {
	if v.IsValid() && v.Type() == ifaceType && t.Kind == reflect.Interface {
		p.iface(t, v, depth, hidden)
		return
	}
	if v.IsValid() && v.Type() == reflectValueType && v.CanInterface() {
		p.reflectValue(v.Interface().(ReflectValue))
		return
	}
	v = bare(v)
	if depth > 0 && hidden == open && p.inner(t, v) {
		return
	}
	if v.IsValid() {
		v = t.opened(v)
	}
	p.arg, p.part, p.partType = Iface{}, v, t
	switch t.Kind {
	case reflect.Map:
		p.mapping(t, v, depth, hidden)
	case reflect.Struct:
		p.structure(t, v, depth, hidden)
	case reflect.Interface:
		p.nativeInterface(t, v, depth, hidden)
	case reflect.Slice, reflect.Array:
		p.list(t, v, depth, hidden)
	case reflect.Pointer:
		if depth == 0 && !v.IsNil() {
			switch t.Elem.Kind {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.str("&")
				p.value(t.Elem, v.Elem(), depth+1, hidden)
				return
			}
		}
		p.pointer(t, v)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.pointer(t, v)
	default:
		p.basic(t, v)
	}
}

// inner writes a part of a composite value if its methods do that.
func (p *printer) inner(t *Type, v reflect.Value) bool {
	if !v.CanInterface() {
		return false
	}
	p.arg = Iface{t, v.Interface()}
	return p.methods()
}

// iface writes what an interface inside a composite value holds.
func (p *printer) iface(t *Type, v reflect.Value, depth int, hidden hiding) {
	x := v.Interface().(Iface)
	switch {
	case x.T != nil:
		p.value(x.T, bare(reflect.ValueOf(x.V)), depth+1, hidden)
	case p.goSyntax:
		p.str(t.Name + "(nil)")
	default:
		p.str("<nil>")
	}
}

// nativeInterface writes what an interface inside a compiled value holds.
func (p *printer) nativeInterface(t *Type, v reflect.Value, depth int, hidden hiding) {
	switch {
	case v.IsValid() && v.Kind() != reflect.Interface:
		p.value(p.u.OfNative(v.Type()), v, depth+1, hidden)
	case p.goSyntax:
		p.str(t.Name + "(nil)")
	default:
		p.str("<nil>")
	}
}

func (p *printer) mapping(t *Type, v reflect.Value, depth int, hidden hiding) {
	separator, end := " ", "]"
	if p.goSyntax {
		p.str(t.Name)
		if v.IsNil() {
			p.str("(nil)")
			return
		}
		p.str("{")
		separator, end = ", ", "}"
	} else {
		p.str("map[")
	}
	for i, e := range sortedEntries(v) {
		if i > 0 {
			p.str(separator)
		}
		p.value(t.Key, e.key, depth+1, hidden)
		p.str(":")
		p.value(t.Elem, e.value, depth+1, hidden)
	}
	p.str(end)
}

func (p *printer) structure(t *Type, v reflect.Value, depth int, hidden hiding) {
	separator := " "
	if p.goSyntax {
		p.str(t.Name)
		separator = ", "
	}
	p.str("{")
	for i := range t.Fields {
		f := &t.Fields[i]
		if i > 0 {
			p.str(separator)
		}
		if p.names || p.goSyntax {
			p.str(f.Name + ":")
		}
		p.field(f, v.Field(i), depth+1, hidden)
	}
	p.str("}")
}

// field writes a field of a struct that was reached in a certain way.
func (p *printer) field(f *Field, v reflect.Value, depth int, hidden hiding) {
	switch {
	case hidden == unexported:
	case f.Exported:
		hidden = open
	case f.Embedded:
		hidden = embedded
	default:
		hidden = unexported
	}
	p.value(f.Type, v, depth, hidden)
}

func (p *printer) list(t *Type, v reflect.Value, depth int, hidden hiding) {
	if t.Elem.Kind == reflect.Uint8 {
		switch p.verb {
		case 's', 'q', 'x', 'X':
			p.leaf(p.verb, bytesOf(v))
			return
		}
	}
	separator, end := " ", "]"
	if p.goSyntax {
		p.str(t.Name)
		if t.Kind == reflect.Slice && v.IsNil() {
			p.str("(nil)")
			return
		}
		p.str("{")
		separator, end = ", ", "}"
	} else {
		p.str("[")
	}
	for i := range v.Len() {
		if i > 0 {
			p.str(separator)
		}
		p.value(t.Elem, v.Index(i), depth+1, hidden)
	}
	p.str(end)
}

// bytesOf copies a slice or array of bytes.
func bytesOf(v reflect.Value) []byte {
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

// basic writes a number, a string or a boolean.
func (p *printer) basic(t *Type, v reflect.Value) {
	if !verbSuits(p.verb, t.Kind) {
		p.badVerb()
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		p.leaf(p.verb, v.Bool())
	case reflect.String:
		p.text(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.leaf(p.verb, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.leaf(p.verb, v.Uint())
	case reflect.Float32:
		p.leaf(p.verb, float32(v.Float()))
	case reflect.Float64:
		p.leaf(p.verb, v.Float())
	case reflect.Complex64:
		p.leaf(p.verb, complex64(v.Complex()))
	case reflect.Complex128:
		p.leaf(p.verb, v.Complex())
	default:
		p.str("?" + t.Name + "?")
	}
}

// verbSuits says whether fmt writes values of a kind under a verb.
func verbSuits(verb rune, kind reflect.Kind) bool {
	verbs := ""
	switch {
	case kind == reflect.Bool:
		verbs = "tv"
	case kind == reflect.String:
		verbs = "vsxXq"
	case kind >= reflect.Int && kind <= reflect.Uintptr:
		verbs = "vdboOxXcqU"
	case kind >= reflect.Float32 && kind <= reflect.Complex128:
		verbs = "vbgGxXfFeE"
	}
	for _, r := range verbs {
		if r == verb {
			return true
		}
	}
	return false
}

// reflectValue writes the value that a reflect.Value holds.
func (p *printer) reflectValue(r ReflectValue) {
	hidden := open
	if r.hidden {
		hidden = unexported
	}
	if r.t == nil {
		p.str("<invalid reflect.Value>")
		return
	}
	if hidden == open && r.t.Kind != reflect.Interface {
		p.arg = r.boxed()
		if p.methods() {
			return
		}
	}
	p.value(r.t, r.v, 0, hidden)
}
