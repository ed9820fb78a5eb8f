package vet

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

func TestOrder(t *testing.T) {
	type imports = map[string][]string
	for _, test := range []struct {
		in   imports
		want []string
		err  string
	}{
		{nil, []string{}, ""},
		{imports{"b": nil, "a": nil}, []string{"a", "b"}, ""},
		{imports{"a": {"z", "fmt", "m"}, "m": {"z"}, "z": {"io"}}, []string{"z", "m", "a"}, ""},
		{imports{"d": {"b", "c"}, "c": {"a"}, "b": {"a"}, "a": nil}, []string{"a", "b", "c", "d"}, ""},
		{imports{"a": {"a"}}, nil, "import cycle: a -> a"},
		{imports{"x": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"b"}}, nil, "import cycle: b -> c -> d -> b"},
	} {
		for range 10 { // map order must not show
			got, err := Order(test.in)
			var cycle *CycleError
			if test.err != "" {
				if !errors.Is(err, ErrCycle) || !errors.As(err, &cycle) || err.Error() != test.err {
					t.Fatalf("got %v, want %s", err, test.err)
				}
				continue
			}
			if err != nil || !slices.Equal(got, test.want) {
				t.Fatalf("got %v, %v, want %v", got, err, test.want)
			}
		}
	}
}

func TestOrderWide(t *testing.T) {
	in := map[string][]string{}
	for i := range 300 { // each imports all before it
		for j := range i {
			in[fmt.Sprint("m", i)] = append(in[fmt.Sprint("m", i)], fmt.Sprint("m", j))
		}
		in[fmt.Sprint("m", i)] = append(in[fmt.Sprint("m", i)], "fmt")
	}
	got, err := Order(in)
	if err != nil || len(got) != 300 || got[0] != "m0" || got[299] != "m299" {
		t.Errorf("got %v, %v", got, err)
	}
}
