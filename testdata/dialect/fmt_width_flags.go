// Width, precision, flags, stars and argument indexes.
package main

import "fmt"

func main() {
	fmt.Printf("|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%b|\n", 42, 42, 42, 42, 42, 255, 255, 255, 8, 5)
	fmt.Printf("|%5s|%-5s|%.2s|%5.1s|%q|%x|% X|%#q|\n", "abc", "abc", "abc", "abc", "a\"b\n", "abc", "abc", "raw")
	fmt.Printf("|%6.2f|%-8.3f|%+.2e|%08.3f|%g|\n", 3.14159, 3.14159, 314.159, -3.14159, 1e-7)
	fmt.Printf("|%*d|%-*d|%.*f|\n", 5, 1, 5, 2, 2, 3.14159)
	fmt.Printf("%[2]d %[1]d %[2]v %[1]q\n", 'a', 2)
	fmt.Printf("%t|%5t|%v|%p\n", true, false, nil, nil)
	fmt.Printf("%c|%3c|%-3c|%U|%q\n", 'x', '世', 'y', '⌘', 'z')
	fmt.Printf("%v|%6v|%-6v|%06v\n", "s", "s", "s", 12)
	fmt.Printf("%5v|%-5v|%05d\n", []int{1, 2}, []string{"a", "b"}, []int{-3, 4})
	fmt.Printf("%6.2f|%x|%q|%s\n", []float64{1, 2.5}, []byte("hi"), []string{"a b", "c"}, []byte("bytes"))
	fmt.Printf("%%|%c%c|%s\n", 72, 105, []string{"x", "y"})
	fmt.Printf("%3d|%-3d|%s|\n", map[string]int{"a": 1, "b": 22}, [2]int{1, 2}, map[string]string{"k": "v"})
	fmt.Printf("%08b|%-10b|%#o|%O|%+q|%#U\n", 37, 5, 8, 8, "é", '世')
	fmt.Printf("%x %X %x\n", "hello", []byte{0xde, 0xad}, 3.5)
	fmt.Printf("%10.3v|%-10v|%+v\n", 3.14159, true, -5)
}
