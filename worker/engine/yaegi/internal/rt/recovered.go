package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// runtimeWords leads from what reflect says to what the Go run time says of
// the same mistake, for code that the interpreter runs through reflection.
// Numbers that the Go run time would tell are not known here.
func runtimeWords(message string) (words string, ok bool) {
	switch message {
	case "reflect: slice index out of range", "reflect: array index out of range",
		"reflect: string index out of range", "reflect: array index out of bounds":
		return IndexWords, true
	case "reflect.Value.Slice: slice index out of bounds",
		"reflect.Value.Slice: string slice index out of bounds",
		"reflect.Value.Slice3: slice index out of bounds":
		return "runtime error: slice bounds out of range", true
	case "reflect.MakeSlice: negative len":
		return "runtime error: makeslice: len out of range", true
	case "reflect.MakeSlice: negative cap", "reflect.MakeSlice: len > cap":
		return "runtime error: makeslice: cap out of range", true
	case "reflect.Value.Call: call of nil function", "reflect: Method on nil interface value":
		return nilWords, true
	case "reflect: indirection through nil pointer to embedded struct":
		return nilWords, true
	case "reflect.Value.Grow: slice overflow":
		return "runtime error: growslice: len out of range", true
	case "reflect.MakeChan: negative buffer size":
		return "makechan: size out of range", true
	}
	var have, want int
	if n, _ := fmt.Sscanf(message, "reflect: cannot convert slice with length %d to pointer to array with length %d", &have, &want); n == 2 {
		return fmt.Sprintf("runtime error: cannot convert slice with length %d to array or pointer to array with length %d", have, want), true
	}
	if strings.HasPrefix(message, "reflect: call of reflect.Value.") && strings.HasSuffix(message, " on zero Value") {
		return nilWords, true
	}
	return "", false
}

// IndexWords are the words about an index out of range of which no more is
// known.
const IndexWords = "runtime error: index out of range"

const nilWords = "runtime error: invalid memory address or nil pointer dereference"

// Recovered makes of what recover gives in compiled code what it gives in the
// genome: the value that the genome raised, or a run-time error with the
// words of the Go run time. It returns the nil interface for nil.
func (u *Universe) Recovered(value any) Iface {
	switch v := value.(type) {
	case nil:
		return Iface{}
	case Iface:
		return v
	case reflect.Value:
		if !v.IsValid() {
			return Iface{}
		}
		if v.CanInterface() {
			return u.Recovered(v.Interface())
		}
	case complaint:
		return u.FromNative(v.value)
	case *reflect.ValueError:
		return u.FromNative(runtimeError(nilWords))
	case runtime.Error:
		return u.FromNative(u.goWords(v))
	case string:
		if words, ok := runtimeWords(v); ok {
			return u.FromNative(runtimeError(words))
		}
	}
	return u.FromNative(value)
}

// goWords replaces the names by which the Go run time knows the genome's
// types.
func (u *Universe) goWords(err runtime.Error) runtime.Error {
	for _, words := range [...]string{
		"hash of unhashable type: ", // a look into an empty map
		"runtime error: hash of unhashable type ",
		"runtime error: comparing uncomparable type ",
	} {
		name, ok := strings.CutPrefix(err.Error(), words)
		if own := u.nameLike(name); ok && own != name {
			return runtimeError(words + own)
		}
	}
	return err
}

// nameLike finds the genome's type whose values are held in the type that
// reflection calls by a name. Several types may be held alike: then it is the
// first of them.
func (u *Universe) nameLike(name string) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	if t := slices.IndexFunc(u.types, func(t *Type) bool { return t.Name == name }); t >= 0 {
		return name
	}
	for _, t := range u.types {
		if t.Rep != nil && t.Rep.String() == name {
			return t.Name
		}
	}
	return name
}
