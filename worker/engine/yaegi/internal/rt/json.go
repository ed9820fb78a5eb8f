package rt

import (
	"encoding/json"
	"reflect"
)

// ownJSON finds the functions of encoding/json that look into values.
func (u *Universe) ownJSON(name string) any {
	switch name {
	case "Marshal":
		return func(x Iface) ([]byte, Iface) {
			text, err := u.marshal(x, func(v any) ([]byte, error) { return json.Marshal(v) })
			return text, u.FromNative(err)
		}
	case "MarshalIndent":
		return func(x Iface, prefix, indent string) ([]byte, Iface) {
			text, err := u.marshal(x, func(v any) ([]byte, error) { return json.MarshalIndent(v, prefix, indent) })
			return text, u.FromNative(err)
		}
	case "Unmarshal":
		return func(data []byte, x Iface) Iface { return u.FromNative(u.unmarshal(data, x)) }
	}
	return nil
}

// ownJSONMethod finds the methods of an encoder or decoder that look into
// values.
func (u *Universe) ownJSONMethod(t reflect.Type, name string) any {
	switch {
	case t == reflect.TypeFor[*json.Encoder]() && name == "Encode":
		return func(e *json.Encoder, x Iface) Iface {
			_, err := u.marshal(x, func(v any) ([]byte, error) { return nil, e.Encode(v) })
			return u.FromNative(err)
		}
	case t == reflect.TypeFor[*json.Decoder]() && name == "Decode":
		return func(d *json.Decoder, x Iface) Iface { return u.FromNative(u.decode(d, x)) }
	}
	return nil
}

// marshal encodes a value and has encoding/json do the rest.
func (u *Universe) marshal(x Iface, rest func(any) ([]byte, error)) ([]byte, error) {
	if x.T == nil || x.T.Native != nil {
		return rest(x.V)
	}
	text, err := u.encodeJSON(x)
	if err != nil {
		return nil, err
	}
	return rest(json.RawMessage(text))
}

func (u *Universe) unmarshal(data []byte, x Iface) error {
	if x.T == nil || x.T.Native != nil {
		return json.Unmarshal(data, x.V)
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	d := jsonDecoder{u: u, data: data}
	return d.store(x)
}

// store checks the target before it decodes.
func (d *jsonDecoder) store(x Iface) error {
	if v := bare(reflect.ValueOf(x.V)); x.T.Kind != reflect.Pointer || v.IsNil() {
		return &json.InvalidUnmarshalError{Type: d.u.reflectType(x.T)}
	}
	return d.decodeJSON(x)
}

// decode reads the next value of a stream.
func (u *Universe) decode(dec *json.Decoder, x Iface) error {
	if x.T == nil || x.T.Native != nil {
		return dec.Decode(x.V)
	}
	var raw json.RawMessage
	before := dec.InputOffset()
	if err := dec.Decode(&raw); err != nil {
		return err
	}
	// A decoder does not tell its settings otherwise.
	settings := reflect.ValueOf(dec).Elem().FieldByName("d")
	d := jsonDecoder{u: u, data: raw, before: int(dec.InputOffset()-before) - len(raw),
		useNumber: settings.FieldByName("useNumber").Bool(),
		strict:    settings.FieldByName("disallowUnknownFields").Bool()}
	return d.store(x)
}
