package host

import (
	"errors"
	"reflect"
	"time"
)

// timeTable replaces the function that would open zone files.
func timeTable() map[string]reflect.Value {
	return map[string]reflect.Value{"LoadLocation": reflect.ValueOf(loadLocation)}
}

// loadLocation knows no zones but UTC.
func loadLocation(name string) (*time.Location, error) {
	if name == "" || name == "UTC" {
		return time.UTC, nil
	}
	return nil, errors.New("unknown time zone " + name)
}
