package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/supervisor"
)

// What --verbose prints of an event is all that --events writes of it.
func TestLoggedEventsAreWhole(t *testing.T) {
	generation, value := 3, 2.5
	e := supervisor.Event{
		Name: supervisor.EventPopulationExceeded,
		Time: time.Unix(1e9, 5),
		Measurements: supervisor.Measurements{
			Duration: time.Second, Value: &value, Threshold: &value, Steps: 7,
			Verdicts: map[supervisor.Verdict]int{supervisor.OK: 2},
		},
		Metadata: supervisor.Metadata{
			SandboxID: "a", RunID: 4, BatchID: 5, Resource: supervisor.ResourceMemory, Population: "island",
			Service: "monitor", Generation: &generation, ParentIDs: []string{"b\n"}, FromPool: true,
		},
	}
	var out bytes.Buffer
	logEvent(zerolog.New(&out), e)
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
		t.Fatalf("%v: %s", err, &out)
	}
	if line["message"] != string(e.Name) || line["time"] != "2001-09-09T01:46:40.000000005Z" {
		t.Errorf("%s", &out)
	}
	for _, part := range []any{e.Measurements, e.Metadata} {
		text, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]any
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		for name, value := range want {
			got, err1 := json.Marshal(line[name])
			wanted, err2 := json.Marshal(value)
			if err1 != nil || err2 != nil || !bytes.Equal(got, wanted) {
				t.Errorf("%s: %s, want %s", name, got, wanted)
			}
		}
	}
}
