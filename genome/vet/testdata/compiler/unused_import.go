package p

import (
	"fmt"
	. "sort"
	str "strings"
)

// want 4:2: "fmt" imported and not used
// want 5:2: "sort" imported and not used
// want 6:2: "strings" imported as str and not used
