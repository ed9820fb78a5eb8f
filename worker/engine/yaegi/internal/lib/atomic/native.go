package atomic

import "reflect"

func sameType(x, y any) bool { return reflect.TypeOf(x) == reflect.TypeOf(y) }
