package genome

import (
	"errors"
	"fmt"
	"slices"

	"github.com/petri-lab/petri/genome/stdlib"
)

// ErrBadProfile says that a profile does not exist or contradicts itself.
var ErrBadProfile = errors.New("bad profile")

// A Profile says what the source of a genome may use. It is an allow-list: what
// it does not name is denied. Rules that hold for every genome (no cgo, no
// unsafe, no compiler directives) are no part of it.
//
// A custom profile starts from one of Strict, Standard and Trusted or from
// nothing; Validate tells whether it makes sense.
type Profile struct {
	Name string
	// Imports are the standard packages that may be imported.
	Imports []string
	// AllImports allows every package that genomes are offered
	// (stdlib.Packages); Imports is then empty.
	AllImports bool
	// DotImports allows to import a package's names into the file.
	DotImports bool
	// Goroutines allows the go statement, and with it channels and select:
	// without other goroutines all that a channel can do is to wait for ever.
	Goroutines bool
	// Clock allows to ask for the time and to wait for it: time.Now, time.Sleep,
	// timers. The rest of package time computes.
	Clock bool
	// FixedClock, for which Clock must be set, makes the clock begin at the same
	// moment in each run and move only by what the genome waits for, which takes
	// no time.
	FixedClock bool
	// Random allows the functions of math/rand and math/rand/v2 that draw from
	// the process's generator. The rest of them draws from generators that the
	// genome has seeded. A sandbox with a seed allows them in any case.
	Random bool
	// FixedMapOrder makes range go through a map in an order that is shuffled,
	// as ever, but the same in each run: it follows the sandbox's seed, and
	// without one it is that of seed 0. Keys that are or hold pointers or
	// channels have no such order. It costs a sort of the keys for each range
	// statement.
	FixedMapOrder bool
}

// The names of the profiles that there are without any being made.
const (
	StrictName   = "strict"
	StandardName = "standard"
	TrustedName  = "trusted"
)

// Strict is for pure computation: no goroutines, a clock and an order of maps
// that are the same in every run, no randomness but what is seeded, none of the
// packages that exist for their sake, nothing of the process.
func Strict() Profile {
	return Profile{
		Name: StrictName,
		Imports: []string{
			"bufio", "bytes", "cmp", "compress/flate", "compress/gzip", "compress/zlib",
			"container/heap", "container/list", "container/ring",
			"crypto/hmac", "crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512",
			"encoding", "encoding/ascii85", "encoding/base32", "encoding/base64", "encoding/binary",
			"encoding/csv", "encoding/hex", "encoding/json",
			"errors", "fmt",
			"hash", "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv",
			"html", "index/suffixarray", "io", "io/ioutil", "iter", "maps",
			"math", "math/big", "math/bits", "math/cmplx", "math/rand", "math/rand/v2",
			"net/url", "path", "path/filepath", "reflect", "regexp", "slices", "sort", "strconv", "strings",
			"text/scanner", "text/tabwriter", "time",
			"unicode", "unicode/utf16", "unicode/utf8",
		},
		Clock:         true,
		FixedClock:    true,
		FixedMapOrder: true,
	}
}

// Standard is what programs commonly use. Of os, reflect, runtime and others
// the engine offers safe parts only.
func Standard() Profile {
	p := Strict()
	p.Name = StandardName
	p.Imports = append(p.Imports,
		"context", "hash/maphash", "log", "os", "runtime", "runtime/debug", "sync", "sync/atomic")
	slices.Sort(p.Imports)
	p.DotImports = true
	p.Goroutines, p.FixedClock, p.Random, p.FixedMapOrder = true, false, true, false
	return p
}

// Trusted allows everything that the engine offers. The isolation of the worker
// is the same as for every other profile.
func Trusted() Profile {
	return Profile{Name: TrustedName, AllImports: true, DotImports: true, Goroutines: true, Clock: true, Random: true}
}

// ProfileByName returns Strict, Standard or Trusted. The error wraps
// ErrBadProfile.
func ProfileByName(name string) (Profile, error) {
	switch name {
	case StrictName:
		return Strict(), nil
	case StandardName:
		return Standard(), nil
	case TrustedName:
		return Trusted(), nil
	}
	return Profile{}, fmt.Errorf("%w: no profile %q; there are strict, standard and trusted", ErrBadProfile, name)
}

// Validate tells what is wrong with a profile. The error wraps ErrBadProfile.
func (p Profile) Validate() error {
	if p.Name == "" {
		return fmt.Errorf("%w: no name", ErrBadProfile)
	}
	if p.AllImports && len(p.Imports) > 0 {
		return fmt.Errorf("%w: %s allows all imports and lists %d", ErrBadProfile, p.Name, len(p.Imports))
	}
	if p.FixedClock && !p.Clock {
		return fmt.Errorf("%w: %s fixes a clock that it does not allow", ErrBadProfile, p.Name)
	}
	for _, path := range p.Imports {
		switch {
		case stdlib.Forbidden(path):
			return fmt.Errorf("%w: %s allows %q, which no genome may import", ErrBadProfile, p.Name, path)
		case !stdlib.Known(path):
			return fmt.Errorf("%w: %s allows %q, which is not a standard package", ErrBadProfile, p.Name, path)
		case !stdlib.Offered(path):
			return fmt.Errorf("%w: %s allows %q, which genomes are not offered", ErrBadProfile, p.Name, path)
		}
	}
	return nil
}

// Allows tells whether the profile lets a genome import a standard package.
func (p Profile) Allows(path string) bool {
	return stdlib.Offered(path) && (p.AllImports || slices.Contains(p.Imports, path))
}
