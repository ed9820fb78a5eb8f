package cgroup

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	const (
		unified = "24 30 0:22 / /sys/fs/cgroup rw,nosuid,nodev shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
		hybrid  = "36 31 0:33 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n" +
			"41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
		readOnly  = "24 30 0:22 / /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw\n"
		noNS      = "24 30 0:22 /docker/a /sys/fs/cgroup rw - cgroup2 cgroup rw\n"
		spaces    = `24 30 0:22 / /mnt/a\040b\134c rw - cgroup2 cgroup rw` + "\n"
		over      = "24 30 0:22 / /a ro - cgroup2 c rw\n25 30 0:22 / /a rw - cgroup2 c rw\n"
		elsewhere = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
	)
	for name, c := range map[string]struct {
		mountinfo, membership string
		point, own            string
		readOnly              bool
		found                 string // of the error
	}{
		"unified":      {unified, "0::/user.slice/x.scope\n", "/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/x.scope", false, ""},
		"root":         {elsewhere + unified, "0::/\n", "/sys/fs/cgroup", "/sys/fs/cgroup", false, ""},
		"hybrid":       {hybrid, "8:pids:/x\n4:memory:/y\n0::/z\n", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified/z", false, ""},
		"read-only":    {readOnly, "0::/\n", "/sys/fs/cgroup", "/sys/fs/cgroup", true, ""},
		"part":         {noNS, "0::/docker/a/b\n", "/sys/fs/cgroup", "/sys/fs/cgroup/b", false, ""},
		"other part":   {noNS, "0::/docker/ab\n", "", "", false, "no mount shows it"},
		"escaped":      {spaces, "0::/\n", `/mnt/a b\c`, `/mnt/a b\c`, false, ""},
		"mounted over": {over, "0::/\n", "/a", "/a", false, ""},
		"both":         {noNS + unified, "0::/x\n", "/sys/fs/cgroup", "/sys/fs/cgroup/x", false, ""},
		"v1 only":      {elsewhere, "4:memory:/y\n", "", "", false, "no line for cgroup v2"},
		"not mounted":  {elsewhere, "0::/\n", "", "", false, "there is none"},
		"outside":      {unified, "0::/../x\n", "", "", false, "outside its cgroup namespace"},
		"removed":      {unified, "0::/x (deleted)\n", "", "", false, "has been removed"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := find(c.mountinfo, c.membership)
			if c.found != "" {
				if !errors.Is(err, ErrNoCgroup2) || !strings.Contains(err.Error(), c.found) || !strings.Contains(err.Error(), "remedy") {
					t.Fatalf("got error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if m.Point != c.point || m.Own != c.own || m.ReadOnly != c.readOnly {
				t.Fatalf("got %+v", *m)
			}
		})
	}
	for _, bad := range []string{"x\n", "1 2 3 / /a rw - \n", "1 2 3 / /a\\04 rw - cgroup2 c rw\n", "1 2 3 / /a\\999 rw - cgroup2 c rw\n"} {
		if _, err := find(bad, "0::/\n"); err == nil {
			t.Errorf("mountinfo %q was accepted", bad)
		}
	}
}

func TestHome(t *testing.T) {
	for own, want := range map[string]string{
		"/c":                             "/c",
		"/c/x":                           "/c/x",
		"/c/x/petri-a-1-2/sup":           "/c/x",
		"/c/petri-a/sup/petri-b-1-2/sup": "/c",
		"/c/x/other/sup":                 "/c/x/other/sup",
		"/c/petri-a-1-2":                 "/c/petri-a-1-2",
	} {
		m := &Mount{Point: "/c", Own: own}
		if got := m.home(); got != want {
			t.Errorf("home of %s is %s, want %s", own, got, want)
		}
	}
}

func TestParseKeyed(t *testing.T) {
	keys, err := parseKeyed("low 0\noom_kill 2\n")
	if err != nil || keys["oom_kill"] != 2 || len(keys) != 2 {
		t.Fatalf("got %v, %v", keys, err)
	}
	for _, bad := range []string{"low\n", "low x\n", "low -1\n", "low 1 2\n", "\n"} {
		if keys, err := parseKeyed(bad); err == nil {
			t.Errorf("%q gave %v", bad, keys)
		}
	}
	if _, err := key(keys, "d", "f", "max"); err == nil {
		t.Error("a missing key is no error")
	}
}

func TestParseStartTime(t *testing.T) {
	n, err := parseStartTime("7 (a ) b) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 99\n")
	if n != 4711 || err != nil {
		t.Fatalf("got %d, %v", n, err)
	}
	for _, bad := range []string{"", "7 (a) S 1", "7 (a"} {
		if _, err := parseStartTime(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestCheckName(t *testing.T) {
	for _, good := range []string{"a", "A-9_.x", strings.Repeat("x", maxName)} {
		if err := checkName(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"", "a/b", "a b", "ä", "a\n", strings.Repeat("x", maxName+1)} {
		if err := checkName(bad); !errors.Is(err, ErrBadName) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestLimitsCheck(t *testing.T) {
	all := Controllers{Memory: nil, Pids: nil, CPU: nil}
	none := Controllers{Memory: ErrNoController, Pids: ErrNoController, CPU: ErrNoController}
	good := []Limits{{}, {Memory: MinMemory}, {Pids: MinPids}, {CPU: MinCPU}, {Memory: 1 << 40, Pids: 100, CPU: 64}}
	bad := []Limits{{Memory: MinMemory - 1}, {Memory: -1}, {Pids: MinPids - 1}, {Pids: -5}, {CPU: 0.001}, {CPU: -1}, {CPU: math.NaN()}, {CPU: math.Inf(1)}}
	for i, lim := range good {
		if err := lim.check(all); err != nil {
			t.Errorf("%+v: %v", lim, err)
		}
		if err := lim.check(none); i > 0 && (!errors.Is(err, ErrBadLimit) || !errors.Is(err, ErrNoController)) {
			t.Errorf("%+v without controllers: %v", lim, err)
		}
	}
	for _, lim := range bad {
		if err := lim.check(all); !errors.Is(err, ErrBadLimit) {
			t.Errorf("%+v: %v", lim, err)
		}
	}
	for cpu, want := range map[float64]string{0: "max 100000", 0.5: "50000 100000", 2: "200000 100000", MinCPU: "1000 100000"} {
		if got := (Limits{CPU: cpu}).cpuMax(); string(got) != want {
			t.Errorf("%v processors: %q, want %q", cpu, got, want)
		}
	}
}

// TestReadFixture reads groups as kernels show them, and damaged ones.
func TestReadFixture(t *testing.T) {
	full := map[string]string{
		fileCPUStat: "usage_usec 3000\nuser_usec 2000\nsystem_usec 1000\n", fileEvents: "populated 1\nfrozen 0\n",
		fileMemoryCurrent: "4096\n", fileMemoryPeak: "8192\n", filePidsCurrent: "3\n", filePidsPeak: "5\n",
		fileMemoryEvents: "low 0\nhigh 0\nmax 7\noom 2\noom_kill 1\noom_group_kill 1\n", filePidsEvents: "max 4\n",
	}
	bare := map[string]string{fileCPUStat: full[fileCPUStat], fileEvents: full[fileEvents], fileThreads: "10\n11\n"}
	dir := fixture(t, full)
	u, err := readUsage(dir, nil)
	want := Usage{CPU: 3e6, UserCPU: 2e6, SystemCPU: 1e6, Tasks: 3, PeakTasks: Figure{5, true}, Memory: Figure{4096, true}, PeakMemory: Figure{8192, true}}
	if err != nil || u != want {
		t.Errorf("got %+v, %v", u, err)
	}
	c, err := readCounts(dir, nil)
	if err != nil || !c.Populated || *c.Memory != (MemoryCounts{7, 2, 1}) || *c.Pids != (PidsCounts{4}) {
		t.Errorf("got %+v, %v", c, err)
	}
	dir = fixture(t, bare)
	u, err = readUsage(dir, nil)
	if want := (Usage{CPU: 3e6, UserCPU: 2e6, SystemCPU: 1e6, Tasks: 2}); err != nil || u != want {
		t.Errorf("bare: got %+v, %v", u, err)
	}
	if c, err := readCounts(dir, nil); err != nil || c.Memory != nil || c.Pids != nil || c.OOMKilled() || c.PidsRefused() {
		t.Errorf("bare: got %+v, %v", c, err)
	}
	for file, text := range map[string]string{
		fileCPUStat: "usage_usec 1\n", fileMemoryCurrent: "x\n", fileMemoryPeak: "\n", filePidsCurrent: "max\n", filePidsPeak: "1 2\n",
		fileEvents: "frozen 0\n", fileMemoryEvents: "max 1\n", filePidsEvents: "\n",
	} {
		damaged := map[string]string{file: text}
		for f, s := range full {
			if f != file {
				damaged[f] = s
			}
		}
		dir := fixture(t, damaged)
		_, err1 := readUsage(dir, nil)
		_, err2 := readCounts(dir, nil)
		if err1 == nil && err2 == nil {
			t.Errorf("%s %q was accepted", file, text)
		}
	}
	if _, err := readUsage(filepath.Join(dir, "gone"), nil); err == nil {
		t.Error("a group that is not there has usage")
	}
}

func fixture(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
