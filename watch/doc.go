// Package watch keeps sandboxes in step with files: when somebody saves a
// genome, it is hot-reloaded and evaluated anew; when somebody saves the
// harness, all of them are evaluated anew.
//
//	err := watch.Run(ctx, watch.Config{
//		Harness: "fitness.go",
//		Report:  func(u watch.Update) { fmt.Println(u.Path, u.Verdict()) },
//	}, watch.Target{Path: "candidate.go", Box: box})
//
// A save that does not load leaves the genome serving that served before, and
// the Update says so. Nothing here parses source: what a file means is found
// out in the sandbox.
//
// # How files change
//
// Editors do not write a file in place: they write another one and rename it
// over the first, or move the first away, or delete it and create it again.
// What is watched is therefore the directory, by inotify
// (github.com/fsnotify/fsnotify). An event says no more than that something
// happened; once nothing has for Config.Quiet, the files are looked at, and
// those whose inode, size, mode or times are others have changed. If the kernel
// lost events because there were too many, the files are looked at all the
// same. A file that is gone, with its directory or without, is waited for.
//
// Not seen are changes that make no inotify events: on network file systems by
// another host, and through mmap.
package watch
