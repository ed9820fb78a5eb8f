package jail

import (
	"fmt"
	"slices"
	"strings"
)

// An Unmet is a guarantee that cannot be given.
type Unmet struct {
	Guarantee Guarantee `json:"guarantee"`
	Tried     string    `json:"tried"`            // the mechanisms that could deliver it, best first
	Found     string    `json:"found"`            // why none of them does
	Remedy    string    `json:"remedy,omitempty"` // what would help
}

// An UnmetError says that a host cannot isolate as asked.
type UnmetError struct {
	Missing []Unmet
}

func (e *UnmetError) Error() string {
	var b strings.Builder
	b.WriteString("this host cannot isolate as asked:")
	for _, m := range e.Missing {
		fmt.Fprintf(&b, "\n  %s: tried %s; %s", m.Guarantee, m.Tried, m.Found)
		if m.Remedy != "" {
			fmt.Fprintf(&b, "\n    remedy: %s", m.Remedy)
		}
	}
	return b.String()
}

// Check returns an *UnmetError if a plan for this host does not deliver every
// one of the guarantees. mechanisms are the plan's own, and what else delivers
// one.
func (h Host) Check(p Plan, mechanisms Mechanisms, wanted []Guarantee) error {
	var missing []Unmet
	for _, g := range wanted {
		mechanism, known := mechanisms[g]
		switch {
		case !known:
			missing = append(missing, Unmet{Guarantee: g, Tried: None, Found: "there is no such guarantee"})
		case mechanism == None:
			missing = append(missing, h.unmet(p, g))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &UnmetError{Missing: missing}
}

// Lacking is what a plan for this host lacks of the layers that deliver a
// guarantee or help with it; ok is false if it lacks none. That only root can
// give out uids is no lack of an ordinary user's.
func (h Host) Lacking(p Plan, g Guarantee) (_ Unmet, ok bool) {
	d := deliveries()[g]
	lacks := slices.DeleteFunc(slices.Concat(d.each, d.support), func(l Layer) bool {
		return p.Has(l) || l == DistinctUID && !h.root
	})
	return h.without(p, g, lacks), len(lacks) > 0
}

func (h Host) unmet(p Plan, g Guarantee) Unmet { return h.without(p, g, deliveries()[g].each) }

// without says of layers why a plan does not have them.
func (h Host) without(p Plan, g Guarantee, layers []Layer) Unmet {
	var tried, found, remedies []string
	for _, l := range layers {
		f := h.Finding(l)
		tried = append(tried, string(l))
		if f.Available && !p.Has(l) {
			found = append(found, fmt.Sprintf("%s: turned off by configuration", l))
			continue
		}
		found = append(found, fmt.Sprintf("%s: %s", l, f.Found))
		if f.Remedy != "" && !slices.Contains(remedies, f.Remedy) {
			remedies = append(remedies, f.Remedy)
		}
	}
	return Unmet{
		Guarantee: g,
		Tried:     strings.Join(tried, ", "),
		Found:     strings.Join(found, "; "),
		Remedy:    strings.Join(remedies, "; or "),
	}
}
