package p

func init()

// want 3:6: func init must have a body
