// Regular expressions.
package main

import (
	"fmt"
	"regexp"
	"strings"
)

var re = regexp.MustCompile(`(?P<user>\w+)@(?P<host>[\w.]+)`)

func main() {
	s := "mail bob@example.com and ann@test.org now"
	fmt.Println(re.MatchString(s), re.FindString(s), re.FindStringIndex(s), re.FindAllString(s, -1))
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		fmt.Println(m[0], m[re.SubexpIndex("user")], m[2])
	}
	fmt.Println(re.ReplaceAllString(s, "<$user at ${host}>"), re.SubexpNames(), re.NumSubexp())
	fmt.Println(re.ReplaceAllStringFunc(s, strings.ToUpper), regexp.MustCompile(`\s+`).Split("a  b c", -1))
	_, err := regexp.Compile(`a(b`)
	fmt.Println(err)
	ok, _ := regexp.MatchString(`^\d{3}-\d{4}$`, "555-1234")
	fmt.Println(ok, regexp.QuoteMeta("a.b*"), string(regexp.MustCompile(`a+`).Find([]byte("baaa"))), re)
	defer func() { fmt.Println(recover()) }()
	regexp.MustCompile(`*`)
}
