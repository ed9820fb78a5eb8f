// hex, base64, base32 and ascii85.
package main

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

func main() {
	b := []byte("Hello\xff\x00!")
	h := hex.EncodeToString(b)
	d, err := hex.DecodeString(h)
	fmt.Println(h, bytes.Equal(d, b), err)
	_, err = hex.DecodeString("zz")
	fmt.Println(err)
	_, err = hex.DecodeString("abc")
	fmt.Println(err, errors.Is(err, hex.ErrLength))
	fmt.Print(hex.Dump([]byte("0123456789abcdefXYZ")))
	e := base64.StdEncoding.EncodeToString(b)
	u := base64.RawURLEncoding.EncodeToString(b)
	d, err = base64.StdEncoding.DecodeString(e)
	fmt.Println(e, u, string(d) == string(b), err)
	_, err = base64.StdEncoding.DecodeString("!!!")
	fmt.Println(err)
	fmt.Println(base32.StdEncoding.EncodeToString([]byte("abc")))
	var sb strings.Builder
	w := base64.NewEncoder(base64.StdEncoding, &sb)
	w.Write([]byte("streamed"))
	w.Close()
	fmt.Println(sb.String())
}
