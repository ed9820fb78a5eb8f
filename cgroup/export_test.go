package cgroup

// CloseInotify breaks a tree's watcher, as a failing kernel would.
func (t *Tree) CloseInotify() error { return t.watch.inotify.Close() }
