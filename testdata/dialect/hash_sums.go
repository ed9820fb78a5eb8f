// Cryptographic and other hash sums.
package main

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"io"
)

func main() {
	s := []byte("The quick brown fox")
	fmt.Printf("%x\n%x\n%x\n", md5.Sum(s), sha1.Sum(s), sha256.Sum256(s))
	h := sha512.New()
	io.WriteString(h, "The quick ")
	h.Write([]byte("brown fox"))
	fmt.Println(hex.EncodeToString(h.Sum(nil))[:32], h.Size(), h.BlockSize())
	fmt.Println(crc32.ChecksumIEEE(s), adler32.Checksum(s), crc64.Checksum(s, crc64.MakeTable(crc64.ISO)))
	f := fnv.New32a()
	f.Write(s)
	g := fnv.New64()
	g.Write(s)
	fmt.Println(f.Sum32(), g.Sum64())
	var hs []hash.Hash = []hash.Hash{sha256.New(), md5.New(), crc32.NewIEEE()}
	for _, h := range hs {
		h.Write([]byte("abc"))
		fmt.Printf("%x %d\n", h.Sum(nil), h.Size())
	}
	var prev [32]byte
	for i := range 3 {
		prev = sha256.Sum256(append(prev[:], byte(i)))
	}
	fmt.Println(hex.EncodeToString(prev[:4]))
}
