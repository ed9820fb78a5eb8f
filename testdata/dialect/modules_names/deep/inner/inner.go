package inner

import f "fmtx"

type Kind = f.Kind

func Next(k Kind) Kind { return k + 1 }

func Println(args ...int) int { return len(args) }

var State = f.State
