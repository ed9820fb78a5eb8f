//go:build !amd64

package probe

func foreign() map[string]probe { return nil }
