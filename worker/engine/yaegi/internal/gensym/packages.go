package main

// A pkg names a standard package that genomes may import, and the exported
// names of it that they may not use. The list only ever allows: a package or
// a name added to Go later stays unknown until it is written here and the
// generator has run.
type pkg struct {
	path string
	drop []string
}

// packages lists the standard packages that are given to genomes as compiled
// symbols. Only packages without any way to files, network, processes, memory
// or the runtime belong here. A method cannot be taken from a type, so a
// package with one dangerous method is left out as a whole: that is why
// text/template is missing (Template.ParseFiles opens files).
//
// The packages os, reflect, cmp, iter, maps and slices are written by hand
// beside the engine.
var packages = []pkg{
	{path: "bufio"},
	{path: "bytes"},
	{path: "container/heap"},
	{path: "container/list"},
	{path: "container/ring"},
	{path: "context"},
	{path: "crypto/md5"},
	{path: "crypto/sha1"},
	{path: "crypto/sha256"},
	{path: "crypto/sha512"},
	{path: "encoding"},
	{path: "encoding/ascii85"},
	{path: "encoding/base32"},
	{path: "encoding/base64"},
	{path: "encoding/binary"},
	{path: "encoding/csv"},
	{path: "encoding/hex"},
	{path: "encoding/json"},
	{path: "errors"},
	// The Print and Scan families without a writer or reader use the worker's
	// own descriptors; the engine gives each program its own in their place.
	{path: "fmt", drop: []string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"}},
	{path: "hash"},
	{path: "hash/adler32"},
	{path: "hash/crc32"},
	{path: "hash/crc64"},
	{path: "hash/fnv"},
	{path: "hash/maphash"},
	{path: "html"},
	{path: "index/suffixarray"},
	{path: "io"},
	{path: "math"},
	{path: "math/big"},
	{path: "math/bits"},
	{path: "math/cmplx"},
	{path: "math/rand"},
	{path: "math/rand/v2"},
	{path: "path"},
	{path: "regexp"},
	{path: "sort"},
	{path: "strconv"},
	{path: "strings"},
	{path: "sync"},
	{path: "sync/atomic"},
	{path: "text/scanner"},
	{path: "text/tabwriter"},
	// LoadLocation opens zone files; the engine gives a harmless one.
	{path: "time", drop: []string{"LoadLocation"}},
	{path: "unicode"},
	{path: "unicode/utf16"},
	{path: "unicode/utf8"},
}
