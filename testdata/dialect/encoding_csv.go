// Reading and writing CSV.
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	r := csv.NewReader(strings.NewReader("name,age\n\"Smith, J\",42\nann,\"say \"\"hi\"\"\"\n"))
	recs, err := r.ReadAll()
	fmt.Printf("%q %v %d\n", recs, err, len(recs))
	r = csv.NewReader(strings.NewReader("a;b\n# c\nd;e;f\n"))
	r.Comma, r.Comment, r.FieldsPerRecord = ';', '#', -1
	for {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		fmt.Println(rec, len(rec), err)
	}
	_, err = csv.NewReader(strings.NewReader("a,b\nc\n")).ReadAll()
	fmt.Println(err, errors.Is(err, csv.ErrFieldCount))
	var pe *csv.ParseError
	_, err = csv.NewReader(strings.NewReader("a,\"b\nc")).ReadAll()
	fmt.Println(errors.As(err, &pe), err)
	w := csv.NewWriter(os.Stdout)
	w.Write([]string{"x", "a,b", "q\"t", "", "multi\nline"})
	w.WriteAll([][]string{{"1", "2"}, {"3"}})
	w.Flush()
	fmt.Println(w.Error())
}
