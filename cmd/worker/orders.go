package main

import (
	"fmt"

	"github.com/petri-lab/petri/jail"
)

// The arguments that may follow the plan of isolation. A supervisor's diagnosis
// gives them but for the first, which its pool does.
const (
	rehearseFlag = "--rehearse" // evaluate a genome of the worker's own first

	probesFlag = "--probes" // serve probes in place of a genome
	keepFlag   = "--keep"   // keep a worker that serves probes: see keep
)

// Orders are what the command line says.
type orders struct {
	plan     jail.Plan
	rehearse bool
	probes   bool
	ward     *ward
}

// A ward is the worker that a process keeps.
type ward struct {
	uids jail.UIDRange
	plan jail.Plan
}

func parseOrders(args []string) (orders, error) {
	plan, err := jail.ParsePlan(args[:min(len(args), 1)])
	o := orders{plan: plan}
	switch {
	case err != nil || len(args) == 1:
		return o, err
	case len(args) == 2 && args[1] == rehearseFlag:
		o.rehearse = true
		return o, nil
	case len(args) == 2 && args[1] == probesFlag:
		o.probes = true
		return o, nil
	case len(args) == 4 && args[1] == keepFlag:
		o.ward = &ward{}
		if _, err := fmt.Sscanf(args[2], "%d+%d", &o.ward.uids.Base, &o.ward.uids.Count); err != nil {
			return o, fmt.Errorf("range of uids %q: %w", args[2], err)
		}
		o.ward.plan, err = jail.ParsePlan(args[3:])
		return o, err
	}
	return o, fmt.Errorf("arguments %q: want a plan, and nothing, %s, %s or %s UIDS PLAN", args[1:], rehearseFlag, probesFlag, keepFlag)
}
