package config

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/petri-lab/petri/supervisor"
)

// ParseSize reads a positive number of bytes: 67108864, 64MiB, 64MB.
func ParseSize(text string) (int64, error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		n, err = humanize.ParseBytes(text)
	}
	if err != nil || n == 0 || n > math.MaxInt64 {
		return 0, fmt.Errorf("%.100q is no size: want a positive number of bytes such as 67108864, 64MiB or 64MB", text)
	}
	return int64(n), nil
}

// formatSize is a number of bytes as ParseSize reads it, exactly.
func formatSize(n int64) string {
	for _, unit := range []struct {
		name  string
		bytes int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if n >= unit.bytes && n%unit.bytes == 0 {
			return fmt.Sprintf("%d%s", n/unit.bytes, unit.name)
		}
	}
	return strconv.FormatInt(n, 10)
}

// fromText is the value of a key that stands in the environment or on a
// command line.
func (k key) fromText(text string) (reflect.Value, error) {
	switch k.kind {
	case boolean:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return reflect.Value{}, fmt.Errorf("%.100q: want true or false", text)
		}
		return k.decode(b)
	case integer:
		if n, err := strconv.ParseInt(text, 0, 64); err == nil {
			return k.decode(n)
		}
		if n, err := strconv.ParseUint(text, 0, 64); err == nil {
			return k.set(func(v reflect.Value) error { return setUint(v, n) })
		}
	case float:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return k.decode(f)
		}
	case words:
		list := []any{}
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
		return k.decode(list)
	}
	return k.decode(text)
}

// decode is the value of a key that stands in a file: a bool, int64, float64,
// string or []any.
func (k key) decode(given any) (reflect.Value, error) {
	if s, ok := given.(string); ok {
		if n, ok := meaning[k.name][s]; ok {
			return k.set(func(v reflect.Value) error { return setInt(v, n) })
		}
	}
	if d, ok := given.(string); ok && k.kind == duration {
		span, err := time.ParseDuration(d)
		if err != nil {
			return reflect.Value{}, k.want(given)
		}
		given = int64(span)
	} else if k.kind == duration {
		return reflect.Value{}, k.want(given)
	}
	if s, ok := given.(string); ok && k.kind == bytes {
		n, err := ParseSize(s)
		if err != nil {
			return reflect.Value{}, err
		}
		given = n
	}
	return k.set(func(v reflect.Value) error { return k.assign(v, given) })
}

// assign puts a value of the file's types into a field.
func (k key) assign(v reflect.Value, given any) error {
	switch given := given.(type) {
	case bool:
		if k.kind == boolean {
			v.SetBool(given)
			return nil
		}
	case int64:
		switch k.kind {
		case integer, bytes, duration:
			if given == 0 && !k.mayBeZero() {
				return errors.New("0 would stand for the default: leave the key out")
			}
			return setInt(v, given)
		case float:
			v.SetFloat(float64(given))
			return nil
		}
	case float64:
		if k.kind == float && !math.IsNaN(given) && !math.IsInf(given, 0) {
			v.SetFloat(given)
			return nil
		}
	case string:
		switch k.kind {
		case word:
			if err := chosen(v.Type(), given); err != nil {
				return err
			}
			v.SetString(given)
			return nil
		case text:
			return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(given))
		}
	case []any:
		if k.kind == words {
			return setWords(v, given)
		}
	}
	return k.want(given)
}

// set makes the value of a field.
func (k key) set(fill func(reflect.Value) error) (reflect.Value, error) {
	t := k.typ
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	v := reflect.New(t)
	if err := fill(v.Elem()); err != nil {
		return reflect.Value{}, err
	}
	if k.typ.Kind() == reflect.Pointer {
		return v, nil
	}
	return v.Elem(), nil
}

// mayBeZero tells whether zero is a value of the key: the default, or one that
// means what it says.
func (k key) mayBeZero() bool {
	if k.typ.Kind() == reflect.Pointer || slices.Contains(plainZeros, k.name) {
		return true
	}
	if slices.Contains(hostDecides, k.name) {
		return false
	}
	c, err := supervisor.Config{}.WithDefaults()
	return err == nil && reflect.ValueOf(target{Config: c}).FieldByIndex(k.index).IsZero()
}

func setInt(v reflect.Value, n int64) error {
	if v.CanUint() {
		if n < 0 {
			return fmt.Errorf("%d: must not be negative", n)
		}
		return setUint(v, uint64(n))
	}
	if v.OverflowInt(n) {
		return fmt.Errorf("%d is too large", n)
	}
	v.SetInt(n)
	return nil
}

func setUint(v reflect.Value, n uint64) error {
	if !v.CanUint() || v.OverflowUint(n) {
		return fmt.Errorf("%d is too large", n)
	}
	v.SetUint(n)
	return nil
}

// setWords makes a list, which is not nil even if it is empty.
func setWords(v reflect.Value, list []any) error {
	out := reflect.MakeSlice(v.Type(), 0, len(list))
	for _, item := range list {
		s, ok := item.(string)
		if !ok {
			return fmt.Errorf("%v in the list: want strings", item)
		}
		if err := chosen(v.Type().Elem(), s); err != nil {
			return err
		}
		out = reflect.Append(out, reflect.ValueOf(s).Convert(v.Type().Elem()))
	}
	v.Set(out)
	return nil
}

func chosen(t reflect.Type, s string) error {
	if all := choices(t); len(all) > 0 && !slices.Contains(all, s) {
		return fmt.Errorf("%.100q: want %s%s", s, orList(all), didYouMean(s, all))
	}
	return nil
}

func (k key) want(given any) error {
	wanted := map[kind]string{
		boolean:  "true or false",
		integer:  "a whole number",
		float:    "a number",
		bytes:    `a size such as 67108864, "64MiB" or "64MB"`,
		duration: `a duration with its unit such as "500ms", "2s" or "1m30s"`,
		word:     "a string",
		words:    `a list of strings such as ["a", "b"]`,
		text:     "a string",
	}[k.kind]
	for _, w := range sortedWords(k.name) {
		wanted += fmt.Sprintf(", or %q", w)
	}
	if s, ok := given.(string); ok {
		return fmt.Errorf("%.100q: want %s", s, wanted)
	}
	return fmt.Errorf("%s: want %s", show(given), wanted)
}

// show is a value of a file in a message.
func show(given any) string { return fmt.Sprintf("%.100s", fmt.Sprint(given)) }

func sortedWords(name string) []string {
	return slices.Sorted(maps.Keys(meaning[name]))
}

// encode is a value as it stands in a file; "" if it is not set, so that the
// file cannot say it.
func (k key) encode(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	if v.CanInt() {
		for _, w := range sortedWords(k.name) {
			if meaning[k.name][w] == v.Int() {
				return strconv.Quote(w)
			}
		}
	}
	switch k.kind {
	case boolean:
		return strconv.FormatBool(v.Bool())
	case bytes:
		return strconv.Quote(formatSize(v.Int()))
	case duration:
		return strconv.Quote(time.Duration(v.Int()).String())
	case word:
		if v.String() == "" {
			return ""
		}
		return quote(v.String())
	case words:
		if v.IsNil() {
			return ""
		}
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = quote(v.Index(i).String())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case text:
		b, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return ""
		}
		return quote(string(b))
	}
	return fmt.Sprint(v.Interface())
}
