package value

import (
	"reflect"
	"strconv"
)

// iface decodes into an interface.
func (d *decoder) iface(v reflect.Value) error {
	if v.Type().NumMethod() > 0 {
		return refuse(ErrType, "a %s cannot be given as JSON", typeName(v.Type()))
	}
	a, err := d.any()
	if err == nil && a != nil {
		v.Set(reflect.ValueOf(a))
	}
	return err
}

// any decodes into what encoding/json would choose.
func (d *decoder) any() (any, error) {
	switch d.peek() {
	case '{':
		return d.anyObject()
	case '[':
		return d.anyList()
	case '"':
		return d.string(), nil
	}
	raw := d.skip()
	switch raw[0] {
	case 't', 'f':
		return raw[0] == 't', nil
	case 'n':
		return nil, nil
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return nil, refuse(ErrType, "%s does not fit float64", got(raw))
	}
	return f, nil
}

func (d *decoder) anyObject() (any, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	m := map[string]any{}
	for first := true; d.next(first); first = false {
		name := d.key()
		elem, err := d.any()
		if err != nil {
			return nil, within(err, keyStep(name))
		}
		m[name] = elem
	}
	d.depth--
	return m, nil
}

func (d *decoder) anyList() (any, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	list := []any{}
	for i := 0; d.next(i == 0); i++ {
		elem, err := d.any()
		if err != nil {
			return nil, within(err, indexStep(i))
		}
		list = append(list, elem)
	}
	d.depth--
	return list, nil
}
