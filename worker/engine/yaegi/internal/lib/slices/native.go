package slices

import "github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/native"

func sortOrdered(x any) { native.SortOrdered(x) }
