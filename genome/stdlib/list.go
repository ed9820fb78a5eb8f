package stdlib

import "sync"

// A Package is a standard package that genomes may import, and what of it they
// see. The list only ever allows: a package that is added to Go later stays
// unknown until it is written here and the generators have run.
type Package struct {
	Path string
	// Own are functions that the engine brings itself, bound to one program,
	// in place of the package's: same names, same types.
	Own []string
	// Source are names that the engine brings as Go source, because a compiled
	// program has no value for a generic function; "*" is all names.
	Source []string
	// Part says that genomes see a few names only: those that _part/PATH.go
	// declares, beside the generator of type information.
	Part bool
}

// Packages lists the packages, sorted by import path. Only packages without
// any way to files, network, processes, memory or the runtime belong here. A
// method cannot be taken from a type, so a package with one dangerous method is
// left out as a whole, or reduced to a part: that is why text/template is
// missing (Template.ParseFiles opens files).
//
// Of these packages genomes see what is exported, not generic (but see Source)
// and does not mention unsafe.Pointer or uintptr.
func Packages() []Package {
	return []Package{
		{Path: "bufio"},
		{Path: "bytes"},
		{Path: "cmp", Source: []string{"*"}},
		{Path: "compress/flate"},
		{Path: "compress/gzip"},
		{Path: "compress/zlib"},
		{Path: "container/heap"},
		{Path: "container/list", Source: []string{"*"}},
		{Path: "container/ring", Source: []string{"*"}},
		{Path: "context"},
		{Path: "crypto/hmac"},
		{Path: "crypto/md5"},
		{Path: "crypto/sha1"},
		{Path: "crypto/sha256"},
		{Path: "crypto/sha512"},
		{Path: "encoding"},
		{Path: "encoding/ascii85"},
		{Path: "encoding/base32"},
		{Path: "encoding/base64"},
		{Path: "encoding/binary"},
		{Path: "encoding/csv"},
		{Path: "encoding/hex"},
		{Path: "encoding/json"},
		{Path: "errors", Source: []string{"AsType"}},
		// These use the process's own streams; each program has its own.
		{Path: "fmt", Own: []string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"}},
		{Path: "hash"},
		{Path: "hash/adler32"},
		{Path: "hash/crc32"},
		{Path: "hash/crc64"},
		{Path: "hash/fnv"},
		{Path: "hash/maphash"},
		{Path: "html"},
		{Path: "index/suffixarray"},
		{Path: "io"},
		{Path: "io/ioutil", Source: []string{"*"}, Part: true},
		{Path: "iter", Source: []string{"*"}},
		{Path: "log", Source: []string{"*"}, Part: true},
		{Path: "maps", Source: []string{"*"}},
		{Path: "math"},
		{Path: "math/big"},
		{Path: "math/bits"},
		{Path: "math/cmplx"},
		{Path: "math/rand"},
		{Path: "math/rand/v2", Source: []string{"N"}},
		{Path: "net/url"},
		{Path: "os", Part: true},
		{Path: "path"},
		{Path: "path/filepath", Part: true},
		{Path: "reflect", Part: true},
		{Path: "regexp"},
		{Path: "runtime", Part: true},
		{Path: "slices", Source: []string{"*"}},
		{Path: "sort"},
		{Path: "strconv"},
		{Path: "strings"},
		{Path: "sync", Source: []string{"Map", "OnceValue", "OnceValues", "Pool"}},
		{Path: "sync/atomic", Source: []string{"Pointer", "Value"}},
		{Path: "text/scanner"},
		{Path: "text/tabwriter"},
		// It looks for zone files first; workers have none, but zones of their own.
		{Path: "time", Own: []string{"LoadLocation"}},
		{Path: "unicode"},
		{Path: "unicode/utf16"},
		{Path: "unicode/utf8"},
	}
}

// Offered tells whether a package is one of Packages.
func Offered(path string) bool { return byPath()[path].Path != "" }

// Reduced tells whether genomes see a part of a package only (see Package.Part).
func Reduced(path string) bool { return byPath()[path].Part }

var byPath = sync.OnceValue(func() map[string]Package {
	m := map[string]Package{}
	for _, p := range Packages() {
		m[p.Path] = p
	}
	return m
})
