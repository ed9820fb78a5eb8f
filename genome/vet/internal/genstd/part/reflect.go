// Package reflect is what genomes see of reflect.
package reflect

func DeepEqual(x, y any) bool
