// Package errors is what genomes get of errors in source form.
package errors

import native "errors"

func AsType[E error](err error) (E, bool) {
	var target E
	if native.As(err, &target) {
		return target, true
	}
	var zero E
	return zero, false
}
