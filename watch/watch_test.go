package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

const harness = "package fitness\n\nimport \"candidate\"\n\nfunc Fitness() float64 { return candidate.Score() }\n"

func candidate(score int) string {
	return fmt.Sprintf("package candidate\n\nfunc Score() float64 { return %d }\n", score)
}

// The ways in which editors save. Each is given the file's path and its new
// text.
var dances = []struct {
	name string
	save func(t testing.TB, path, text string)
}{
	{"written in place", write},
	{"written in pieces", func(t testing.TB, path, text string) {
		f, err := os.Create(path)
		do(t, err)
		for i := range len(text) {
			_, err := f.WriteString(text[i : i+1])
			do(t, err)
		}
		do(t, f.Sync(), f.Close())
	}},
	{"another renamed over it (VS Code, gofmt, sed -i)", func(t testing.TB, path, text string) {
		write(t, path+".tmp123", text)
		do(t, os.Rename(path+".tmp123", path))
	}},
	{"moved away, written anew, backup deleted (vim)", func(t testing.TB, path, text string) {
		probe := filepath.Join(filepath.Dir(path), "4913")
		write(t, filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".swp"), "swap")
		write(t, probe, "")
		do(t, os.Remove(probe), os.Rename(path, path+"~"))
		write(t, path, text)
		do(t, os.Chmod(path, 0o600), os.Remove(path+"~"))
	}},
	{"locked by a dangling link, backup kept (Emacs)", func(t testing.TB, path, text string) {
		lock := filepath.Join(filepath.Dir(path), ".#"+filepath.Base(path))
		auto := filepath.Join(filepath.Dir(path), "#"+filepath.Base(path)+"#")
		do(t, os.Symlink("someone@host.123:456", lock))
		write(t, auto, "half of it")
		do(t, os.Rename(path, path+"~"))
		write(t, path, text)
		do(t, os.Remove(lock), os.Remove(auto))
	}},
	{"deleted and created", func(t testing.TB, path, text string) {
		do(t, os.Remove(path))
		write(t, path, text)
	}},
	{"another of the same time and size renamed over it", func(t testing.TB, path, text string) {
		info, err := os.Stat(path)
		do(t, err)
		write(t, path+".new", text)
		do(t, os.Chtimes(path+".new", info.ModTime(), info.ModTime()), os.Rename(path+".new", path))
	}},
	{"a link to another file", func(t testing.TB, path, text string) {
		to := filepath.Join(filepath.Dir(path), "elsewhere", "real.go")
		write(t, to, text)
		do(t, os.Symlink(to, path+".link"), os.Rename(path+".link", path))
	}},
	{"what it links to is renamed over", func(t testing.TB, path, text string) {
		to := filepath.Join(filepath.Dir(path), "elsewhere", "real.go")
		write(t, to+".tmp", text)
		do(t, os.Rename(to+".tmp", to))
	}},
	{"with the whole directory moved away and another in its place", func(t testing.TB, path, text string) {
		dir := filepath.Dir(path)
		do(t, os.Rename(dir, dir+".old"))
		write(t, path, text)
	}},
	{"in the new directory", write},
	{"with the whole directory deleted and made again", func(t testing.TB, path, text string) {
		do(t, os.RemoveAll(filepath.Dir(path)))
		write(t, path, text)
	}},
	{"after that", write},
}

func TestEveryWayToSave(t *testing.T) {
	sup := newSupervisor(t)
	box, err := sup.Create(t.Context(), "box")
	do(t, err)
	top := t.TempDir()
	path, judge := filepath.Join(top, "work", "c.go"), filepath.Join(top, "fitness.go")
	write(t, path, candidate(0))
	write(t, judge, harness)
	v := view(t, Config{Harness: judge}, Target{Path: path, Box: box})
	if u := v.scored("at the start", path, 0); u.Cause != Start || u.Serving != 1 || u.Kept {
		t.Errorf("%+v", u)
	}
	pid := box.Info().PID
	for i, d := range dances {
		d.save(t, path, candidate(i+1))
		u := v.scored(d.name, path, float64(i+1))
		if u.Cause != GenomeChanged || u.Loaded == nil || u.Kept || u.Serving != u.Loaded.Version {
			t.Errorf("%s: %+v", d.name, u)
		}
		if u.Renewed || u.Stale {
			t.Errorf("%s: the sandbox was made anew", d.name)
		}
	}
	if now := box.Info().PID; now != pid {
		t.Errorf("process %d, was %d: it should be reloaded in the same one", now, pid)
	}
}

// A save that does not load keeps what served.
func TestBrokenSaveKeepsTheOldGenome(t *testing.T) {
	sup := newSupervisor(t)
	box, err := sup.Create(t.Context(), "box")
	do(t, err)
	path, judge := filepath.Join(t.TempDir(), "c.go"), filepath.Join(t.TempDir(), "fitness.go")
	write(t, path, "package candidate\n\nfunc Score() float64 {")
	write(t, judge, harness)
	v := view(t, Config{Harness: judge}, Target{Path: path, Box: box})
	if u := v.until("broken at the start", func(u Update) bool { return u.Verdict() == supervisor.LoadError }); u.Kept || u.Serving != 0 {
		t.Errorf("%+v", u)
	}
	write(t, path, candidate(1))
	v.scored("mended", path, 1)
	for _, c := range []struct {
		name, text string
		want       supervisor.Verdict
	}{
		{"does not parse", "package candidate\n\nfunc", supervisor.LoadError},
		{"does not compile", "package candidate\n\nfunc Score() float64 { return y }\n", supervisor.LoadError},
		{"is denied", "package candidate\n\nimport \"os/exec\"\n\nvar _ = exec.Command\n\nfunc Score() float64 { return 2 }\n", supervisor.Denied},
		{"panics at first", "package candidate\n\nvar x = []int{}[len(\"a\")]\n\nfunc Score() float64 { return 2 }\n", supervisor.LoadError},
		{"is empty", "", supervisor.LoadError},
	} {
		write(t, path, c.text)
		u := v.until(c.name, func(u Update) bool { return u.Verdict() == c.want })
		if !u.Kept || u.Serving != 1 || u.Evaluated != nil || u.Loaded.Error == nil {
			t.Errorf("%s: %+v", c.name, u)
		}
		if got, err := supervisor.Call[float64](t.Context(), box, "Score"); got != 1 || err != nil {
			t.Errorf("%s: score %v, %v: the old genome does not serve", c.name, got, err)
		}
	}
	do(t, os.Remove(path))
	if u := v.until("gone", func(u Update) bool { return u.Err != nil }); !errors.Is(u.Err, os.ErrNotExist) || !u.Kept || u.Serving != 1 {
		t.Errorf("%+v", u)
	}
	// One that loads, and takes its worker down.
	write(t, path, "package candidate\n\nfunc Score() float64 { return Score() + 1 }\n")
	if u := v.until("crashes", func(u Update) bool { return u.Verdict() == supervisor.Crashed }); u.Loaded.Verdict != supervisor.OK || u.Kept {
		t.Errorf("%+v", u)
	}
	write(t, path, candidate(3))
	v.scored("mended again", path, 3)
	// Touched, but the same.
	write(t, path, candidate(3))
	if u := v.until("the same", func(u Update) bool { return u.Unchanged() }); u.Kept || u.Err != nil {
		t.Errorf("%+v", u)
	}
}

// A sandbox that gave up comes back with the next save.
func TestGaveUpComesBack(t *testing.T) {
	sup := newSupervisor(t)
	box, err := sup.Create(t.Context(), "box", supervisor.WithRestart(supervisor.NeverRestart()))
	do(t, err)
	path, judge := filepath.Join(t.TempDir(), "c.go"), filepath.Join(t.TempDir(), "fitness.go")
	write(t, path, "package candidate\n\nfunc Score() float64 { return Score() + 1 }\n")
	write(t, judge, harness)
	v := view(t, Config{Harness: judge}, Target{Path: path, Box: box})
	v.until("crashes", func(u Update) bool { return u.Verdict() == supervisor.Crashed })
	write(t, path, candidate(4))
	v.scored("mended", path, 4)
}

func TestHarnessChanges(t *testing.T) {
	sup := newSupervisor(t)
	top := t.TempDir()
	judge := filepath.Join(top, "fitness.go")
	write(t, judge, "package fitness\n\nfunc")
	var targets []Target
	for i := range 3 {
		path := filepath.Join(top, fmt.Sprintf("c%d.go", i))
		write(t, path, candidate(i))
		box, err := sup.Create(t.Context(), fmt.Sprint("box", i))
		do(t, err)
		targets = append(targets, Target{Path: path, Box: box})
	}
	v := view(t, Config{Harness: judge, Jobs: 2}, targets...)
	for range 3 {
		v.until("loaded", func(u Update) bool { return u.Verdict() == supervisor.OK && u.Evaluated == nil && u.Err == nil })
	}
	v.until("the harness is said to be no good", func(u Update) bool { return u.Path == judge && errors.Is(u.Err, supervisor.ErrNoHarness) })
	all := func(what string, plus float64) {
		t.Helper()
		left := map[string]float64{}
		for i, target := range targets {
			left[target.Path] = float64(i) + plus
		}
		for len(left) > 0 {
			u := v.until(what, func(u Update) bool { w, ok := left[u.Path]; return ok && score(u) == w })
			if u.Cause != HarnessChanged || u.Loaded != nil {
				t.Errorf("%s: %+v", what, u)
			}
			delete(left, u.Path)
		}
	}
	dances[2].save(t, judge, harness)
	all("mended", 0)
	dances[3].save(t, judge, strings.Replace(harness, "Score() }", "Score() + 10 }", 1))
	all("changed", 10)
	write(t, judge, strings.Replace(harness, "func Fitness", "func Fit", 1))
	u := v.until("broken", func(u Update) bool { return u.Err != nil })
	if u.Path != judge || !strings.Contains(u.Err.Error(), "from before judges on") {
		t.Errorf("%+v", u)
	}
	write(t, targets[0].Path, candidate(5))
	v.scored("judged by the one from before", targets[0].Path, 15)
	do(t, os.Remove(judge))
	if u := v.until("gone", func(u Update) bool { return u.Err != nil }); u.Path != judge || !errors.Is(u.Err, os.ErrNotExist) {
		t.Errorf("%+v", u)
	}
	write(t, targets[0].Path, candidate(0))
	v.scored("judged all the same", targets[0].Path, 10)
	write(t, judge, harness)
	all("back", 0)
}

// A directory of modules: files come and go, and so do modules.
func TestDirectories(t *testing.T) {
	sup := newSupervisor(t)
	top := t.TempDir()
	dir, judge := filepath.Join(top, "genome"), filepath.Join(top, "fitness.go")
	write(t, judge, harness)
	write(t, filepath.Join(dir, "candidate", "a.go"), "package candidate\n\nimport \"shapes\"\n\nfunc Score() float64 { return shapes.Size() }\n")
	write(t, filepath.Join(dir, "shapes", "s.go"), "package shapes\n\nfunc Size() float64 { return 1 }\n")
	create := func(ctx context.Context) (*supervisor.Sandbox, error) { return sup.Create(ctx, "box") }
	box, err := create(t.Context())
	do(t, err)
	failures := 1
	renew := func(ctx context.Context) (*supervisor.Sandbox, error) {
		if err := box.Destroy(ctx); err != nil && !errors.Is(err, supervisor.ErrDestroyed) {
			return nil, err
		}
		if failures--; failures >= 0 {
			return nil, supervisor.ErrSpawn
		}
		next, err := create(ctx)
		if err == nil {
			box = next
		}
		return next, err
	}
	v := view(t, Config{Harness: judge}, Target{Path: dir, Box: box, Renew: renew})
	v.scored("at the start", dir, 1)
	write(t, filepath.Join(dir, "shapes", "s.go"), "package shapes\n\nfunc Size() float64 { return two() }\n")
	v.until("half of a change", func(u Update) bool { return u.Verdict() == supervisor.LoadError && u.Kept })
	write(t, filepath.Join(dir, "shapes", "two.go"), "package shapes\n\nfunc two() float64 { return 2 }\n")
	v.scored("another file", dir, 2)
	// None of these is part of the genome.
	write(t, filepath.Join(dir, "shapes", "s_test.go"), "package")
	write(t, filepath.Join(dir, "README"), "read me")
	write(t, filepath.Join(dir, "_attic", "x.go"), "package")
	write(t, filepath.Join(dir, "deep", "er", "d.go"), "package er\n\nfunc D() float64 { return 3 }\n")
	v.until("another directory", func(u Update) bool { return score(u) == 2 && u.Loaded != nil && u.Err == nil })
	write(t, filepath.Join(dir, "deep", "er", "d.go"), "package er\n\nfunc D() float64 { return 4 }\n")
	v.scored("in the new directory", dir, 2)
	write(t, filepath.Join(dir, "candidate", "a.go"), "package candidate\n\nimport \"deep/er\"\n\nfunc Score() float64 { return er.D() }\n")
	v.scored("imported", dir, 4)
	do(t, os.RemoveAll(filepath.Join(dir, "shapes")))
	v.until("no other sandbox", func(u Update) bool { return errors.Is(u.Err, supervisor.ErrSpawn) })
	write(t, filepath.Join(dir, "candidate", "more.go"), "package candidate\n")
	if u := v.scored("a module is gone", dir, 4); !u.Renewed {
		t.Errorf("%+v", u)
	}
	if n := len(box.Info().Modules); n != 2 {
		t.Errorf("%d modules, want 2", n)
	}
}

// Without Renew, a lost module is said to be there still.
func TestLostModuleIsStale(t *testing.T) {
	sup := newSupervisor(t)
	box, err := sup.Create(t.Context(), "box")
	do(t, err)
	path := filepath.Join(t.TempDir(), "c.go")
	write(t, path, candidate(1))
	asked := func(ctx context.Context, b *supervisor.Sandbox) (*supervisor.Result, error) {
		return b.Call(ctx, "candidate.Score", nil)
	}
	v := view(t, Config{Evaluate: asked}, Target{Path: path, Box: box})
	if u := v.until("called", func(u Update) bool { return u.Evaluated != nil }); string(u.Evaluated.Value) != "1" || u.Evaluated.Genome != path {
		t.Errorf("%+v", u.Evaluated)
	}
	write(t, path, strings.Replace(candidate(2), "package candidate", "package other", 1))
	v.until("renamed", func(u Update) bool { return u.Stale })
}

func TestRunRefuses(t *testing.T) {
	for name, c := range map[string]Config{
		"nobody to tell": {},
		"two questions":  {Report: func(Update) {}, Harness: "h", Evaluate: func(context.Context, *supervisor.Sandbox) (*supervisor.Result, error) { return nil, nil }},
		"no targets":     {Report: func(Update) {}},
	} {
		if err := Run(t.Context(), c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := NewFiles(-1, "x"); err == nil {
		t.Error("a negative quiet time: no error")
	}
}
