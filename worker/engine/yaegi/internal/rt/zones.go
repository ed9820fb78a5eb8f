package rt

import (
	"errors"
	"time"
	_ "time/tzdata" // the time zones, for sealed workers: they have no files
)

// badName is what time.LoadLocation says of a name that could lead out of the
// folder of zones.
const badName = "time: invalid location name"

// loadLocation is time.LoadLocation. What a host without files says of a zone
// that does not exist is not for genomes.
func (u *Universe) loadLocation(name string) (*time.Location, Iface) {
	l, err := time.LoadLocation(name)
	switch {
	case err == nil:
		return l, Iface{}
	case err.Error() != badName:
		err = errors.New("unknown time zone " + name)
	}
	return nil, u.FromNative(err)
}
