// The errors of package os, which programs return where something is missing.
package main

import (
	"errors"
	"fmt"
	"os"
)

type missing struct{ name string }

func (m missing) Error() string        { return m.name + " is missing" }
func (m missing) Is(target error) bool { return target == os.ErrNotExist }

func open(name string) error {
	switch name {
	case "":
		return os.ErrInvalid
	case "secret":
		return fmt.Errorf("open %s: %w", name, os.ErrPermission)
	case "old":
		return missing{name}
	}
	return fmt.Errorf("open %s: %w", name, os.ErrNotExist)
}

func main() {
	for _, name := range []string{"", "secret", "old", "new"} {
		err := open(name)
		fmt.Println(err, errors.Is(err, os.ErrNotExist), errors.Is(err, os.ErrPermission), os.IsNotExist(err), os.IsPermission(err))
	}
	fmt.Println(os.IsNotExist(os.ErrNotExist), os.IsExist(os.ErrExist), os.IsTimeout(nil), os.ErrClosed, os.ErrDeadlineExceeded)
	err := os.ErrExist
	fmt.Printf("%v %v\n", err == os.ErrExist, errors.Unwrap(err))
}
