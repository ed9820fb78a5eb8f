package jail_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// imageOf makes an image of a copy of the inmate, and skips the test where
// there are none.
func imageOf(t testing.TB) (path string, image *jail.Image) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "inmate")
	for at := dir; at != "/"; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && info.Mode().Perm()&0o001 == 0 && os.Geteuid() == 0 {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := copyFile(path, inmatePath); err != nil {
		t.Fatal(err)
	}
	image, err := jail.NewImage(path)
	if errors.Is(err, unix.EPERM) || errors.Is(err, jail.ErrNoHugePages) {
		t.Skip("no image here: " + err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(image.Close)
	return path, image
}

// runs starts an inmate and tells whether it is a process of the file itself.
func (w *ward) runs(t *testing.T, path string, image *jail.Image) (ofFile bool) {
	t.Helper()
	proc, err := w.spawner.Start(context.Background(), jail.Spec{
		Path: path, Image: image, Args: []string{"wait"}, Dir: t.TempDir(), Plan: w.host.Plan(jail.MountNS),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer proc.Release()
	exe := fmt.Sprintf("/proc/%d/exe", proc.PID())
	if target, err := os.Readlink(exe); target != path || err != nil {
		t.Errorf("it is a process of %s, %v; want %s", target, err, path)
	}
	here, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	there, err := os.Stat(exe)
	if err != nil {
		t.Fatal(err)
	}
	return os.SameFile(here, there)
}

// A worker is a process of the image as long as the image is of the file.
func TestImage(t *testing.T) {
	w := newWard(t)
	path, image := imageOf(t)
	if err := image.Wait(); err != nil {
		t.Fatal(err)
	}
	if w.runs(t, path, image) {
		t.Error("the image is not used")
	}
	// Another path's is not.
	other := path + "-too"
	if err := copyFile(other, inmatePath); err != nil {
		t.Fatal(err)
	}
	if !w.runs(t, other, image) {
		t.Error("the image of another file is used")
	}
	// What nobody but its owner may execute, nobody else executes.
	if err := os.Chmod(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if w.host.Plan().Has(jail.DistinctUID) {
		spec := jail.Spec{Path: path, Image: image, Dir: t.TempDir(), Plan: w.host.Plan()}
		if _, err := w.spawner.Start(context.Background(), spec); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "0755") {
			t.Errorf("mode 0700: %v", err)
		}
	}
	// A new file in its place is executed, and nothing is once there is none.
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	if !w.runs(t, path, image) {
		t.Error("the image of what the file was is used")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	spec := jail.Spec{Path: path, Image: image, Dir: t.TempDir(), Plan: w.host.Plan()}
	if _, err := w.spawner.Start(context.Background(), spec); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without the file: %v", err)
	}
}

// Nobody can write to an image, and a worker is in huge pages of it where there
// are some.
func TestImageIsSealed(t *testing.T) {
	w := newWard(t)
	path, image := imageOf(t)
	if err := image.Wait(); err != nil {
		t.Fatal(err)
	}
	proc, err := w.spawner.Start(context.Background(), jail.Spec{Path: path, Image: image, Args: []string{"wait"}, Dir: t.TempDir(), Plan: w.host.Plan()})
	if err != nil {
		t.Fatal(err)
	}
	defer proc.Release()
	ready := make([]byte, 1)
	if _, err := proc.Stdout().Read(ready); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(fmt.Sprintf("/proc/%d/exe", proc.PID()), os.O_WRONLY, 0)
	if err == nil {
		f.Close()
	}
	if !errors.Is(err, unix.EROFS) && !errors.Is(err, unix.ETXTBSY) {
		t.Errorf("opening it for writing: %v", err)
	}
	smaps, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", proc.PID()))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(smaps)) {
		if strings.HasPrefix(line, "ShmemPmdMapped:") {
			t.Log(strings.TrimSpace(line)) // a host whose memory is in pieces may have none left
		}
	}
}

// An image that is closed before it is ready leaves nothing behind, and what
// changes while it is copied is not executed.
func TestImageClosedEarly(t *testing.T) {
	before := descriptors(t)
	path, image := imageOf(t)
	image.Close()
	if now := descriptors(t); len(now) != len(before) {
		t.Errorf("%v are open, %v before", now, before)
	}
	image, err := jail.NewImage(path)
	if err != nil {
		t.Fatal(err)
	}
	defer image.Close()
	if err := os.Truncate(path, 1000); err != nil {
		t.Fatal(err)
	}
	if err := image.Wait(); err == nil {
		// It was copied before that.
		if w := newWard(t); w.runsAny(t, path, image) {
			t.Error("the image of what the file was is used")
		}
	}
}

// runsAny tells whether anything can be started.
func (w *ward) runsAny(t *testing.T, path string, image *jail.Image) bool {
	t.Helper()
	proc, err := w.spawner.Start(context.Background(), jail.Spec{Path: path, Image: image, Dir: t.TempDir(), Plan: jail.Plan{}})
	if err == nil {
		proc.Release()
	}
	return err == nil
}

// BenchmarkImage measures what it takes to copy an executable.
func BenchmarkImage(b *testing.B) {
	path, _ := imageOf(b)
	for b.Loop() {
		image, err := jail.NewImage(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := image.Wait(); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		image.Close()
		b.StartTimer()
	}
}
