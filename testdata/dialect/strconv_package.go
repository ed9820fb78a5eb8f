// strconv: parsing, formatting, quoting, errors.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"42", "-7", "+5", "", "4x", "9223372036854775808", " 1", "1_000"} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
	}
	n, err := strconv.ParseInt("-ff", 16, 64)
	fmt.Println(n, err)
	n, err = strconv.ParseInt("0b101", 0, 8)
	fmt.Println(n, err)
	n, err = strconv.ParseInt("300", 10, 8)
	fmt.Println(n, err)
	u, err := strconv.ParseUint("zz", 36, 16)
	fmt.Println(u, err)
	f, err := strconv.ParseFloat("1e-3", 64)
	fmt.Println(f, err)
	f, err = strconv.ParseFloat("inf", 32)
	fmt.Println(f, err)
	_, err = strconv.ParseFloat("1.x", 64)
	fmt.Println(err)
	b, err := strconv.ParseBool("T")
	fmt.Println(b, err)
	_, err = strconv.ParseBool("yes")
	fmt.Println(err, errors.Is(err, strconv.ErrSyntax))
	fmt.Println(strconv.Itoa(-45), strconv.FormatInt(255, 2), strconv.FormatInt(-35, 36), strconv.FormatFloat(3.14159, 'f', 2, 64), strconv.FormatFloat(1e21, 'g', -1, 64), strconv.FormatBool(true))
	fmt.Println(strconv.Quote("a\t\"é\x00"), strconv.QuoteToASCII("é"), strconv.QuoteRune('☺'), strconv.AppendInt([]byte("x"), 5, 10))
	s, err := strconv.Unquote(`"a\nb"`)
	fmt.Printf("%q %v\n", s, err)
	_, err = strconv.Unquote("bad")
	fmt.Println(err)
}
