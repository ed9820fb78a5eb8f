package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/jail"
)

func TestOrders(t *testing.T) {
	plan := jail.NewPlan(jail.MountNS, jail.Seccomp)
	for line, want := range map[string]string{
		"":                                       "want one argument",
		"--probes":                               "want one argument",
		"--jail=mntns,seccomp":                   "",
		"--jail=mntns,seccomp --probes":          "",
		"--jail=mntns,seccomp --rehearse":        "",
		"--jail=mntns,seccomp --rehearse more":   "want a plan, and nothing",
		"--jail=mntns,seccomp --probes more":     "want a plan, and nothing",
		"--jail=mntns,seccomp --juggle":          "want a plan, and nothing",
		"--jail=mntns,seccomp --keep":            "want a plan, and nothing",
		"--jail=mntns,seccomp --keep 7 --jail=":  "range of uids",
		"--jail=mntns,seccomp --keep 7+9 --jail": "want one argument",
	} {
		o, err := parseOrders(strings.Fields(line))
		switch {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want %q", line, err, want)
		case err == nil && (!slices.Equal(o.plan.Layers(), plan.Layers()) || o.probes != strings.Contains(line, probesFlag) || o.rehearse != strings.Contains(line, rehearseFlag) || o.ward != nil):
			t.Errorf("%q: %+v", line, o)
		}
	}
	o, err := parseOrders([]string{"--jail=", keepFlag, "7+9", plan.Argument()})
	if err != nil || o.ward == nil || o.ward.uids != (jail.UIDRange{Base: 7, Count: 9}) || !slices.Equal(o.ward.plan.Layers(), plan.Layers()) || len(o.plan.Layers()) != 0 {
		t.Errorf("%+v, %v", o, err)
	}
}
