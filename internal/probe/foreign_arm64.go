package probe

import "golang.org/x/sys/unix"

const sysFstatat = unix.SYS_FSTATAT

func foreignCalls() map[string]func(string) string { return nil }
