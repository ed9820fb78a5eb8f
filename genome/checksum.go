package genome

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
)

// Checksum names the content of a module: its files, whatever their order, and
// not its own name, which its package clause repeats. It has the form "sha256:"
// and 64 hexadecimal digits. That of a single file is the SHA-256 of its text,
// as sha256sum prints it; for several files their names count too.
func (m Module) Checksum() string {
	return format(m.digest())
}

// Checksum names the content of a genome: its modules with their names,
// whatever their order.
func (g Genome) Checksum() string {
	modules := slices.Clone(g)
	slices.SortStableFunc(modules, func(a, b Module) int { return cmp.Compare(a.Name, b.Name) })
	h := sha256.New()
	for _, m := range modules {
		writeString(h, m.Name)
		// A digest has a fixed length, so it needs no length in front.
		h.Write(m.digest())
	}
	return format(h.Sum(nil))
}

func (m Module) digest() []byte {
	if len(m.Files) == 1 {
		sum := sha256.Sum256(m.Files[0].Text)
		return sum[:]
	}
	files := slices.Clone(m.Files)
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	h := sha256.New()
	for _, f := range files {
		writeString(h, f.Name)
		writeLength(h, len(f.Text))
		h.Write(f.Text)
	}
	return h.Sum(nil)
}

// writeString writes a length before the bytes: without it ("ab","c") and
// ("a","bc") would be one and the same.
func writeString(h hash.Hash, s string) {
	writeLength(h, len(s))
	h.Write([]byte(s))
}

func writeLength(h hash.Hash, n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

func format(sum []byte) string {
	return "sha256:" + hex.EncodeToString(sum)
}
