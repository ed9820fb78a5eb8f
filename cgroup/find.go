package cgroup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// A Mount is a cgroup v2 mount in which this process's own cgroup can be seen.
type Mount struct {
	Point    string // directory where the hierarchy is mounted
	Own      string // directory of the cgroup that this process was in when Find looked
	ReadOnly bool   // mounted read-only, as containers usually have it

	v1 []string // controllers that are bound to v1 hierarchies, which v2 cannot have then
}

// Find finds the cgroup v2 mount and this process's place in it. On a hybrid
// host, where v1 hierarchies are mounted too, only the v2 mount is looked at.
func Find() (*Mount, error) {
	mountinfo, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, fmt.Errorf("finding cgroup v2: %w", err)
	}
	membership, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, fmt.Errorf("finding cgroup v2: %w", err)
	}
	m, err := find(string(mountinfo), string(membership))
	if err != nil {
		return nil, err
	}
	var st unix.Statfs_t
	if err := unix.Statfs(m.Own, &st); err != nil || st.Type != unix.CGROUP2_SUPER_MAGIC {
		return nil, &Problem{Kind: ErrNoCgroup2, Tried: "looking at " + m.Own, Cause: err,
			Found:  "something else is mounted over it",
			Remedy: "mount -t cgroup2 none /sys/fs/cgroup"}
	}
	return m, nil
}

// find is Find without the file system.
func find(mountinfo, membership string) (*Mount, error) {
	own, err := ownPath(membership)
	if err != nil {
		return nil, err
	}
	mounts, err := parseMountinfo(mountinfo)
	if err != nil {
		return nil, err
	}
	var v1, hidden []string
	var found *Mount
	for _, mt := range mounts {
		switch mt.fstype {
		case "cgroup":
			v1 = append(v1, mt.super...)
		case "cgroup2":
			// A mount may show only a part of the hierarchy, in a container
			// without a cgroup namespace for instance.
			rel, err := filepath.Rel(mt.root, own)
			if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
				hidden = append(hidden, fmt.Sprintf("%s shows %s", mt.point, mt.root))
				continue
			}
			// The last mount on one directory is the one that is seen.
			if found == nil || found.Point == mt.point {
				found = &Mount{Point: mt.point, Own: filepath.Join(mt.point, rel),
					ReadOnly: slices.Contains(mt.options, "ro") || slices.Contains(mt.super, "ro")}
			}
		}
	}
	switch {
	case found != nil:
		found.v1 = v1
		return found, nil
	case len(hidden) > 0:
		return nil, &Problem{Kind: ErrNoCgroup2, Tried: "looking for this process's cgroup " + own,
			Found: "no mount shows it: " + strings.Join(hidden, ", "), Remedy: remedyContainer}
	}
	return nil, &Problem{Kind: ErrNoCgroup2, Tried: "looking for a mount of type cgroup2 in /proc/self/mountinfo",
		Found: "there is none", Remedy: "mount -t cgroup2 none /sys/fs/cgroup"}
}

// ownPath finds the v2 line in /proc/self/cgroup: hierarchy 0, no controllers.
func ownPath(membership string) (string, error) {
	for line := range strings.Lines(membership) {
		path, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "0::")
		if !ok {
			continue
		}
		// The cgroup is outside this cgroup namespace (cgroup_namespaces(7)).
		if strings.HasPrefix(path, "/..") {
			return "", &Problem{Kind: ErrNoCgroup2, Tried: "reading /proc/self/cgroup",
				Found: "this process's cgroup " + path + " is outside its cgroup namespace", Remedy: remedyContainer}
		}
		// Set while the process is in a cgroup that has been removed.
		if strings.HasSuffix(path, " (deleted)") {
			return "", &Problem{Kind: ErrNoCgroup2, Tried: "reading /proc/self/cgroup",
				Found: "this process's cgroup has been removed", Remedy: "start the supervisor anew"}
		}
		return path, nil
	}
	return "", &Problem{Kind: ErrNoCgroup2, Tried: "reading /proc/self/cgroup",
		Found: "it has no line for cgroup v2", Remedy: "use a kernel with cgroup v2 (Linux 5.14 or later)"}
}

// A mountLine is what we need of a line of /proc/self/mountinfo (proc(5)).
type mountLine struct {
	root, point, fstype string
	options, super      []string
}

func parseMountinfo(text string) ([]mountLine, error) {
	var mounts []mountLine
	for line := range strings.Lines(text) {
		// ID, parent, device, root, mount point, options, optional fields,
		// "-", type, source, options of the superblock.
		before, after, ok := strings.Cut(strings.TrimRight(line, "\n"), " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 6 || len(right) < 1 {
			return nil, fmt.Errorf("/proc/self/mountinfo: line %q cannot be understood", line)
		}
		m := mountLine{fstype: right[0], options: strings.Split(left[5], ",")}
		if len(right) > 2 {
			m.super = strings.Split(right[2], ",")
		}
		var err1, err2 error
		m.root, err1 = unescape(left[3])
		m.point, err2 = unescape(left[4])
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("/proc/self/mountinfo: line %q: %w", line, err)
		}
		mounts = append(mounts, m)
	}
	return mounts, nil
}

// unescape undoes the kernel's writing of space, tab, newline and backslash as
// a backslash and three octal digits.
func unescape(s string) (string, error) {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, `\`)
		b.WriteString(before)
		if !ok {
			return b.String(), nil
		}
		if len(after) < 3 {
			return "", fmt.Errorf("bad escape in %q", s)
		}
		c, err := strconv.ParseUint(after[:3], 8, 8)
		if err != nil {
			return "", fmt.Errorf("bad escape in %q: %w", s, err)
		}
		b.WriteByte(byte(c))
		s = after[3:]
	}
}
