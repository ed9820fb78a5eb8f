package p

import "strings"

func f(s []string) {
	strings.ToUpper("a")
	append(s, "b")
	s == nil
	strings.Builder{}
	go append(s, "a")
	defer cap(s)
	<-make(chan int)
	len(s)
}

// want 7:2: append(s, "b") (value of type []string) is not used
// want 8:2: s == nil (untyped bool value) is not used
// want 9:2: strings.Builder{} (value of struct type strings.Builder) is not used
// want 10:5: go discards result of append(s, "a") (value of type []string)
// want 11:8: defer discards result of cap(s) (value of type int)
// want 13:2: len(s) (value of type int) is not used
