package vet

import "strings"

// private tells whether an import path can only mean a part of the standard
// library or the toolchain that no program may import, given that no module has
// that name.
func private(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first == "internal" || first == "vendor" || first == "cmd" ||
		strings.Contains(path, "/internal/") || strings.HasSuffix(path, "/internal")
}

// outside tells whether an import path names something that would have to be
// fetched from elsewhere: a host name in front, a relative or an absolute path.
func outside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first == "" || strings.Contains(first, ".")
}
