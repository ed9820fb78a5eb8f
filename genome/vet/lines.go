package vet

import (
	"go/token"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// releaseLines gives back the memory of the importer's line numbers: half a
// megabyte of each process, which holds at index i the number i, for the
// positions of objects in packages that were read (go/internal/gcimporter,
// fakeFileSet). Nobody asks for those. The slice stays, and reads as zeros: a
// position is then in its file's last line.
func releaseLines(fset *token.FileSet) {
	fset.Iterate(func(f *token.File) bool {
		lines := f.Lines()
		lines = lines[:cap(lines)]
		release(lines)
		return len(lines) == 0 // all files have the same
	})
}

// release has the kernel forget the pages that lie within s.
func release(s []int) {
	if len(s) == 0 {
		return
	}
	begin := uintptr(unsafe.Pointer(unsafe.SliceData(s)))
	end := begin + uintptr(len(s))*unsafe.Sizeof(s[0])
	page := uintptr(os.Getpagesize())
	first, last := (begin+page-1)/page*page, end/page*page
	if first >= last {
		return
	}
	pages := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), first-begin)), last-first)
	_ = unix.Madvise(pages, unix.MADV_DONTNEED) // it was only a saving
}
