package rt

import "reflect"

// A complaint is what package reflect says to a genome that uses it wrongly.
// Unlike what reflection says of code that the interpreter runs through it, it
// is not put into the words of the Go run time.
type complaint struct{ value any }

func complain(value any) { panic(complaint{value}) }

// relay, deferred around a call of package reflect on a genome's behalf, makes
// complaints of its panics.
func relay() {
	switch v := recover().(type) {
	case nil:
	case string, *reflect.ValueError:
		panic(complaint{v})
	default:
		panic(v)
	}
}
