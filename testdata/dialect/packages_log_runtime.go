// Packages log, runtime, io/ioutil and path/filepath, as far as there are.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/ioutil"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

type Service struct {
	*log.Logger
	name string
}

type upper struct{ w io.Writer }

func (u upper) Write(p []byte) (int, error) {
	return u.w.Write(bytes.ToUpper(p))
}

type T struct{ a, B int }

func (t T) String() string { return fmt.Sprintf("<%d %d>", t.a, t.B) }

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	log.Println("hello", 1, T{1, 2}, nil)
	log.SetPrefix("[main] ")
	log.Printf("%v %+v %T", T{1, 2}, &T{3, 4}, T{})
	log.Print("a", 1, 2, "b\n")
	log.SetFlags(log.Lmsgprefix)
	log.Print("x")
	s := Service{log.New(upper{os.Stdout}, "svc: ", 0), "one"}
	s.Println("embedded", s.name, s.Prefix(), s.Flags())
	s.Logger = log.Default()
	s.Printf("now default %d", 3)
	var buf bytes.Buffer
	l := log.New(&buf, "t ", log.LstdFlags|log.LUTC)
	l.Println("timed")
	line := buf.String()
	fmt.Println(len(line), strings.HasPrefix(line, "t 20"), strings.HasSuffix(line, " timed\n"))
	var wg sync.WaitGroup
	var out bytes.Buffer
	c := log.New(&out, "", 0)
	for i := range 20 {
		wg.Add(1)
		go func() { defer wg.Done(); c.Println("line", i%1) }()
	}
	wg.Wait()
	fmt.Println(strings.Count(out.String(), "line 0\n"))
	func() {
		defer func() { fmt.Printf("%T %v\n", recover(), 1) }()
		c.Panicf("bad %d", 7)
	}()
	b, err := ioutil.ReadAll(strings.NewReader("all"))
	fmt.Println(string(b), err, ioutil.Discard == io.Discard)
	fmt.Println(filepath.Join("a", "..", "b", "c.txt"), filepath.Base("/x/y.go"), filepath.Ext("y.tar.gz"))
	ok, err := filepath.Match("*.g?", "x.go")
	fmt.Println(ok, err)
	_, err = filepath.Match("[", "x")
	fmt.Println(err, err == filepath.ErrBadPattern, errors.Is(err, filepath.ErrBadPattern))
	fmt.Println(runtime.GOOS, runtime.GOARCH, runtime.Compiler, runtime.NumGoroutine())
	runtime.Gosched()
	runtime.GC()
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			fmt.Println("runtime error:", e.Error())
		}
		log.Fatalln("fatal", r)
	}()
	var m map[string]T
	m["x"] = T{}
}
