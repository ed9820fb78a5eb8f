package p

func f[T any](x T)

// want 3:6: generic function is missing function body
