package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
)

// didYouMean is " (did you mean x?)" for the nearest of what there is; "" if
// nothing is near.
func didYouMean(given string, all []string) string {
	best, at := "", len(given)/3+2
	for _, name := range all {
		d := levenshtein.ComputeDistance(strings.ToLower(given), name)
		// limits.memory where memory is given, limits.memory where limit.memory is.
		if leaf := name[strings.LastIndexByte(name, '.')+1:]; leaf == given[strings.LastIndexByte(given, '.')+1:] {
			d = min(d, 1)
		}
		if d < at {
			best, at = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

func orList(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

// quote is a string as TOML has it: of Go's escapes it knows \u and \U, but not
// \a, \v and \x.
func quote(s string) string {
	q := strconv.QuoteToGraphic(s)
	return strings.NewReplacer(`\a`, `\u0007`, `\v`, `\u000b`, `\x`, `\u00`, `\\`, `\\`).Replace(q)
}
