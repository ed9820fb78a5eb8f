package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// What a look at a directory costs grows as the number of its files does, not as
// its square: a watch looks at it whenever one of them changes.
func TestLookAtManyFiles(t *testing.T) {
	dir := t.TempDir()
	const files = 4000
	name := func(i int) string { return filepath.Join(dir, fmt.Sprintf("%05d_%060d.go", i, i)) }
	for i := range files {
		do(t, os.WriteFile(name(i), nil, 0o600))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stamp := look(dir).stamp
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / files; each > 8<<10 {
		t.Errorf("a look allocates %d bytes for each file", each)
	}
	do(t, os.Remove(name(files-1)))
	if look(dir).stamp == stamp {
		t.Error("the last file is gone, and that is not seen")
	}
}
