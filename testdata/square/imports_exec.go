// want: denied

package candidate

import (
	"os/exec"
	"strconv"
	"strings"
)

// Square asks somebody else.
func Square(x float64) float64 {
	out, _ := exec.Command("bc", "-e", strconv.FormatFloat(x*x, 'g', -1, 64)).Output()
	y, _ := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	return y
}
