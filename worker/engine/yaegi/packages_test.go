package yaegi

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every package that genomes can import, and something that it says. The body
// is that of a function that returns any; types T and E are declared.
var packageTests = []struct{ path, body, want string }{
	{"bufio", `s := bufio.NewScanner(strings.NewReader("a b")); s.Split(bufio.ScanWords); n := 0; for s.Scan() { n++ }; return n`, "2"},
	{"bytes", `var b bytes.Buffer; fmt.Fprintf(&b, "%d", 7); return bytes.ToUpper(append(b.Bytes(), 'x'))`, "[55 88]"},
	{"cmp", `return cmp.Compare(2, 1)`, "1"},
	{"compress/flate", `var b strings.Builder; w, _ := flate.NewWriter(&b, 9); w.Write([]byte(strings.Repeat("a", 99))); w.Close(); r, err := io.ReadAll(flate.NewReader(strings.NewReader(b.String()))); return []any{len(r), err}`, "[99 <nil>]"},
	{"compress/gzip", `_, err := gzip.NewReader(strings.NewReader("no gzip")); return err == gzip.ErrHeader || err == io.ErrUnexpectedEOF`, "true"},
	{"compress/zlib", `var b strings.Builder; w := zlib.NewWriter(&b); w.Write([]byte("hello")); w.Close(); r, _ := zlib.NewReader(strings.NewReader(b.String())); x, err := io.ReadAll(r); return []any{string(x), err}`, "[hello <nil>]"},
	{"container/heap", `h := &H{3, 1, 2}; heap.Init(h); heap.Push(h, 0); return []any{heap.Pop(h), heap.Pop(h)}`, "[0 1]"},
	{"container/list", `l := list.New(); l.PushBack(1); l.PushFront(2); return l.Front().Value`, "2"},
	{"container/ring", `return ring.New(3).Len()`, "3"},
	{"context", `ctx, cancel := context.WithCancel(context.Background()); cancel(); return ctx.Err()`, "context canceled"},
	{"crypto/hmac", `h := hmac.New(md5.New, []byte("k")); h.Write([]byte("a")); return fmt.Sprintf("%x", h.Sum(nil))[:8]`, "ddcf3d21"},
	{"crypto/md5", `return fmt.Sprintf("%x", md5.Sum([]byte("a")))`, "0cc175b9c0f1b6a831c399e269772661"},
	{"crypto/sha1", `return fmt.Sprintf("%x", sha1.Sum([]byte("a")))[:8]`, "86f7e437"},
	{"crypto/sha256", `h := sha256.New(); h.Write([]byte("a")); return fmt.Sprintf("%x", h.Sum(nil))[:8]`, "ca978112"},
	{"crypto/sha512", `return fmt.Sprintf("%x", sha512.Sum512([]byte("a")))[:8]`, "1f40fc92"},
	{"encoding", `var m encoding.TextMarshaler = big.NewInt(5); b, _ := m.MarshalText(); return string(b)`, "5"},
	{"encoding/ascii85", `return ascii85.MaxEncodedLen(4)`, "5"},
	{"encoding/base32", `return base32.StdEncoding.EncodeToString([]byte("a"))`, "ME======"},
	{"encoding/base64", `return base64.StdEncoding.EncodeToString([]byte("a"))`, "YQ=="},
	{"encoding/binary", `return binary.BigEndian.Uint16([]byte{1, 2})`, "258"},
	{"encoding/csv", `r, _ := csv.NewReader(strings.NewReader("a,b\n")).ReadAll(); return r`, "[[a b]]"},
	{"encoding/hex", `return hex.EncodeToString([]byte{255})`, "ff"},
	{"encoding/json", `b, err := json.Marshal(T{A: 1, b: 2}); return []any{string(b), err}`, `[{"A":1} <nil>]`},
	{"errors", `err := fmt.Errorf("x: %w", errBase); return []any{errors.Is(err, errBase), errors.Unwrap(err) == errBase}`, "[true true]"},
	{"fmt", `return fmt.Sprintf("%v %s %d %5.2f", T{1, 2}, E{3}, 4, 5.0)`, "T1 e3 4  5.00"},
	{"hash", `var h hash.Hash32 = crc32.NewIEEE(); h.Write([]byte("a")); return h.Sum32()`, "3904355907"},
	{"hash/adler32", `return adler32.Checksum([]byte("a"))`, "6422626"},
	{"hash/crc32", `return crc32.ChecksumIEEE([]byte("a"))`, "3904355907"},
	{"hash/crc64", `return crc64.Checksum([]byte("a"), crc64.MakeTable(crc64.ISO))`, "3756002089226993664"},
	{"hash/fnv", `h := fnv.New32a(); h.Write([]byte("a")); return h.Sum32()`, "3826002220"},
	{"hash/maphash", `var h maphash.Hash; h.WriteString("a"); same := h.Sum64() == h.Sum64(); return same`, "true"},
	{"html", `return html.EscapeString("<")`, "&lt;"},
	{"index/suffixarray", `return len(suffixarray.New([]byte("banana")).Lookup([]byte("an"), -1))`, "2"},
	{"io", `b, err := io.ReadAll(io.LimitReader(R{}, 3)); return []any{string(b), err}`, "[zzz <nil>]"},
	{"io/ioutil", `b, err := ioutil.ReadAll(ioutil.NopCloser(strings.NewReader("x"))); return []any{string(b), err}`, "[x <nil>]"},
	{"iter", `var s iter.Seq[int] = func(yield func(int) bool) { yield(4) }; n := 0; s(func(v int) bool { n = v; return true }); return n`, "4"},
	{"log", `var b strings.Builder; l := log.New(&b, "p: ", 0); l.Printf("%d", 1); l.SetFlags(log.Lmsgprefix|log.Ldate); l.Print(""); return []any{b.String()[:5], len(b.String()), log.Flags() == log.LstdFlags}`, "[p: 1\n 20 true]"},
	{"maps", `m := maps.Clone(map[string]int{"a": 1}); return m`, "map[a:1]"},
	{"math", `return []any{math.Sqrt(2), math.MaxInt64, math.Pi, math.SmallestNonzeroFloat64, math.Inf(1)}`, "[1.4142135623730951 9223372036854775807 3.141592653589793 5e-324 +Inf]"},
	{"math/big", `return new(big.Int).Exp(big.NewInt(2), big.NewInt(70), nil).String()`, "1180591620717411303424"},
	{"math/bits", `return []any{bits.OnesCount(7), bits.UintSize}`, "[3 64]"},
	{"math/cmplx", `return cmplx.Abs(3 + 4i)`, "5"},
	{"math/rand", `return rand.New(rand.NewSource(1)).Intn(100)`, "81"},
	{"math/rand/v2", `small := rand.New(rand.NewPCG(1, 2)).IntN(100) < 100; return small`, "true"},
	{"net/url", `u, err := url.Parse("http://a.b/c?d=e%20f#g"); return []any{u.Host, u.Query()["d"], u, err}`, "[a.b [e f] http://a.b/c?d=e%20f#g <nil>]"},
	{"os", `fmt.Fprint(os.Stdout, "x"); return []any{len(os.Args), os.Getenv("HOME")}`, "[1 ]"},
	{"path", `return path.Join("a", "../b")`, "b"},
	{"reflect", `return []any{reflect.DeepEqual([]int{1}, []int{1}), reflect.DeepEqual(T{1, 2}, T{1, 3})}`, "[true false]"},
	{"path/filepath", `r, err := filepath.Rel("/a/b", "/a/c/d"); return []any{filepath.Join("a", "../b"), filepath.Ext("x.go"), r, err, string(filepath.Separator)}`, "[b .go ../c/d <nil> /]"},
	{"regexp", `return regexp.MustCompile("a(b+)").FindStringSubmatch("xabbb")`, "[abbb bbb]"},
	{"slices", `x := []int{3, 1, 2}; slices.Sort(x); return x`, "[1 2 3]"},
	{"runtime", `err, ok := func() (r any) { defer func() { r = recover() }(); var m map[int]int; m[0] = 1; return nil }().(runtime.Error); return []any{ok, err, runtime.GOOS, runtime.NumGoroutine(), runtime.NumCPU() > 0, runtime.GOMAXPROCS(3) > 0, runtime.GOMAXPROCS(0)}`, "[true assignment to entry in nil map linux 1 true true 3]"},
	{"sort", `x := []string{"b", "a"}; sort.Strings(x); h := H{2, 1}; sort.Sort(h); return []any{x, h[0]}`, "[[a b] 1]"},
	{"strconv", `n, err := strconv.Atoi("x"); return []any{n, err}`, `[0 strconv.Atoi: parsing "x": invalid syntax]`},
	{"strings", `return strings.Map(func(r rune) rune { return r + 1 }, strings.Repeat("ab", 2))`, "bcbc"},
	{"sync", `var wg sync.WaitGroup; var mu sync.Mutex; n := 0; f := func() { defer wg.Done(); mu.Lock(); n++; mu.Unlock() }; for i := 0; i < 4; i++ { wg.Add(1); go f() }; wg.Wait(); return n`, "4"},
	{"sync/atomic", `var n int64; atomic.AddInt64(&n, 2); var v atomic.Int32; v.Store(3); return []any{n, v.Load()}`, "[2 3]"},
	{"text/scanner", `var s scanner.Scanner; s.Init(strings.NewReader("ab 1")); s.Scan(); return s.TokenText()`, "ab"},
	{"text/tabwriter", `var b strings.Builder; w := tabwriter.NewWriter(&b, 0, 8, 1, ' ', 0); fmt.Fprint(w, "a\tb\n"); w.Flush(); return b.String()`, "a b\n"},
	{"time", `d := 90 * time.Second; _, err := time.LoadLocation("Europe/Atlantis"); return []any{d, err, time.Unix(0, 0).UTC()}`, "[1m30s unknown time zone Europe/Atlantis 1970-01-01 00:00:00 +0000 UTC]"},
	{"unicode", `return []any{unicode.IsUpper('A'), unicode.Is(unicode.Greek, 'α')}`, "[true true]"},
	{"unicode/utf16", `return utf16.Encode([]rune("a"))`, "[97]"},
	{"unicode/utf8", `return utf8.RuneCountInString("äb")`, "2"},
}

const packageTestTypes = `
type T struct { A int; b int }
func (t T) String() string { return fmt.Sprint("T", t.A) }
type E struct { code int }
func (e E) Error() string { return fmt.Sprint("e", e.code) }
type R struct{}
func (R) Read(p []byte) (int, error) { for i := range p { p[i] = 'z' }; return len(p), nil }
type H []int
func (h H) Len() int { return len(h) }
func (h H) Less(i, j int) bool { return h[i] < h[j] }
func (h H) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *H) Push(x any) { *h = append(*h, x.(int)) }
func (h *H) Pop() any { old := *h; x := old[len(old)-1]; *h = old[:len(old)-1]; return x }
var errBase = errors.New("base")
`

func TestPackages(t *testing.T) {
	tested := map[string]bool{}
	for _, test := range packageTests {
		tested[test.path] = true
		t.Run(strings.ReplaceAll(test.path, "/", "_"), func(t *testing.T) {
			imports := []string{"errors", "fmt"}
			for _, p := range []string{test.path, "strings", "math/big", "hash/crc32", "io", "crypto/md5"} {
				name := p[strings.LastIndex(p, "/")+1:]
				if (p == test.path || regexp.MustCompile(`\b`+name+`\.`).MatchString(test.body)) && !slices.Contains(imports, p) {
					imports = append(imports, p)
				}
			}
			p := mustLoad(t, nil, "package genome\nimport (\n\""+strings.Join(imports, "\"\n\"")+"\"\n)\n"+
				packageTestTypes+"func F() any {\n"+test.body+"\n}\nfunc S() string { return fmt.Sprint(F()) }\n")
			got, panicked := callF(t, p, "S")
			if panicked != nil || got != test.want {
				t.Errorf("got %q, panic %v, want %q", got, panicked, test.want)
			}
		})
	}
	for _, path := range New().Packages() {
		if !tested[path] {
			t.Errorf("%s can be imported and is not tested", path)
		}
	}
}
