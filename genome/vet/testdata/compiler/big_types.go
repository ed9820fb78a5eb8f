package p

type A [1 << 40]int

var a A

type B [1 << 50]byte

var b [1 << 62]byte

var c [1 << 20][1 << 20][1 << 20]int

// want 7:6: type [1125899906842624]byte larger than address space
// want 9:5: type [4611686018427387904]byte larger than address space
// want 11:5: type [1048576][1048576][1048576]int larger than address space
