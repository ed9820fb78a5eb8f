// JSON with tags, big numbers, formatters, regular expressions, words, and every verb for values of every kind.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/big"
	"math/bits"
	"math/cmplx"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

type Address struct {
	Street string `json:"street"`
	Zip    *int   `json:"zip,omitempty"`
}
type Person struct {
	Name    string         `json:"name"`
	Age     int            `json:"age,string"`
	Tags    []string       `json:"tags"`
	Addr    Address        `json:"addr"`
	Meta    map[string]any `json:"meta,omitempty"`
	private int
	Skip    string `json:"-"`
	Address `json:"embedded"`
	Raw     json.RawMessage `json:"raw,omitempty"`
	M       map[Level]float64
}
type Level int

func (l Level) String() string { return [...]string{"low", "mid", "high"}[l] }
func (l Level) MarshalText() ([]byte, error) {
	return []byte(l.String()), nil
}
func (l *Level) UnmarshalText(b []byte) error {
	for i, s := range []string{"low", "mid", "high"} {
		if s == string(b) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("bad level %q", b)
}

type Matrix [][]float64

func (m Matrix) Det() float64 {
	if len(m) == 1 {
		return m[0][0]
	}
	d, sign := 0.0, 1.0
	for c := range m[0] {
		var minor Matrix
		for _, row := range m[1:] {
			minor = append(minor, append(append([]float64{}, row[:c]...), row[c+1:]...))
		}
		d += sign * m[0][c] * minor.Det()
		sign = -sign
	}
	return d
}
func (m Matrix) Format(s fmt.State, verb rune) {
	w, ok := s.Width()
	p, okp := s.Precision()
	fmt.Fprintf(s, "<%c %d%t %d%t %t>", verb, w, ok, p, okp, s.Flag('+'))
}

type G struct{ x int }

func (g G) GoString() string { return "G!" + strconv.Itoa(g.x) }

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.v; n -= r.v {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

func main() {
	zip := 12345
	p := Person{Name: "Zoë <x>", Age: 7, Addr: Address{"Main", &zip}, Meta: map[string]any{"z": 1.5, "a": nil, "l": []int{1}}, Raw: json.RawMessage(`{"k":[1,2]}`), M: map[Level]float64{2: 1e21, 0: 0.1}}
	b, err := json.Marshal(p)
	fmt.Println(string(b), err)
	var q Person
	err = json.Unmarshal(b, &q)
	fmt.Println(q.Name, q.Age, *q.Addr.Zip, q.Meta, q.M, string(q.Raw), q.Tags == nil, err)
	b, _ = json.MarshalIndent(map[string]any{"b": []any{1, "x", nil, true}, "a": struct{ X, y int }{1, 2}}, ">", "  ")
	fmt.Println(string(b))
	for _, bad := range []string{`{"name": 5}`, `{"age": "x"}`, `{"name": "a"`, `[1]`, `{"M":{"nope":1}}`} {
		fmt.Println(json.Unmarshal([]byte(bad), &q))
	}
	dec := json.NewDecoder(strings.NewReader(`{"name":"n","zzz":1} {"name":"m"}`))
	dec.DisallowUnknownFields()
	fmt.Println(dec.Decode(&q))
	f := big.NewInt(1)
	for i := int64(1); i <= 50; i++ {
		f.Mul(f, big.NewInt(i))
	}
	fmt.Println(f, f.BitLen(), new(big.Int).Mod(f, big.NewInt(1e9+7)), big.NewRat(3, -6), f.Text(36))
	m := Matrix{{2, 0, 1}, {1, 3, 2}, {1, 1, 4}}
	fmt.Println(m.Det())
	fmt.Printf("%v|%+8.3f|%d\n", m, m, []Matrix{m})
	fmt.Printf("%#v %v %+v %#v\n", G{3}, G{3}, &G{4}, []G{{1}})
	for _, n := range []int{1994, 2024, 49, 3999} {
		fmt.Print(roman(n), " ")
	}
	fmt.Println()
	re := regexp.MustCompile(`(?i)(\w+)@(\w+)\.(com|org)`)
	s := "bob@x.com, Al@y.ORG; none@z.net"
	fmt.Println(re.ReplaceAllString(s, "$2:$1"), re.FindAllStringSubmatch(s, -1), re.ReplaceAllStringFunc(s, strings.ToUpper))
	sc := bufio.NewScanner(strings.NewReader("The cat. the dog!\nA cat"))
	sc.Split(bufio.ScanWords)
	count := map[string]int{}
	for sc.Scan() {
		count[strings.ToLower(strings.TrimFunc(sc.Text(), unicode.IsPunct))]++
	}
	fmt.Println(count, len(count))
	z := complex(3, -4)
	fmt.Println(cmplx.Abs(z), z*z, real(z), cmplx.Sqrt(-1), z == complex(3, -4))
	fmt.Printf("%v %.2f %T %+v\n", z, z, z, complex64(z))
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.Reverse8(3), 1<<10&^512, -7/2, -7%3, 7&-7, ^5, uint8(200)^100, int8(-128)/2)
	for _, x := range []any{42, -7, 3.14, "hé\n", 'x', true, nil, []byte("ab"), [2]bool{true}, map[string]int{"z": 1, "a": 2}, struct {
		A int
		B string
	}{1, "q"}, &struct{ P *int }{nil}, Level(1), []string{"a b"}, 1e100, float32(0.1), uint8(7), error(nil), []any{1, "a", nil}} {
		fmt.Printf("%v|%+v|%#v|%T|%q|%x|%8v|%-6v|%06d|%t\n", x, x, x, x, x, x, x, x, x, x)
	}
	fmt.Printf("%5d|%-5d|%05d|%x|%X|%o|%b|%c|%U|%e|%g|%8.3f|%+d|%#x|%#o|% d|%6.2f%%\n", 42, 42, 42, 255, 255, 8, 5, 0x4E16, 0x4E16, 1234.5678, 1e-7, 3.14159, 5, 255, 8, 7, 99.5)
	fmt.Printf("%d %s\n", 1)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%!|%z|%[2]d %[1]d|%*d|%v\n", 1, 2)
	fmt.Fprintln(os.Stderr, "done")
	_, err = strconv.Atoi("12a")
	fmt.Println(err)
	_, err = strconv.ParseInt("999999999999999999999", 10, 64)
	fmt.Println(err)
	fmt.Println(strconv.Quote("a\tb\x00é☺"), strconv.FormatInt(-255, 16), strconv.FormatFloat(1.0/3, 'g', 5, 64))
}
