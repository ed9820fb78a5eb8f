package p

func f()

func g(x int) int

type T int

func (t T) m()

// want 3:6: missing function body
// want 5:6: missing function body
// want 9:6: missing function body
