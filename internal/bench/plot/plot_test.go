package plot

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/bench"
)

func report() *bench.Report {
	sample := func(unit time.Duration) *bench.Sample {
		s := &bench.Sample{Count: 101, P50: 50 * unit}
		for percent := range 101 {
			s.Percentiles = append(s.Percentiles, time.Duration(percent)*unit)
		}
		return s
	}
	return &bench.Report{
		Operations: []bench.Entry{
			{Name: "reload", Sample: sample(time.Microsecond)},
			{Name: "info", Sample: sample(time.Nanosecond)},
			{Name: "few", Sample: &bench.Sample{Count: 1}},
			{Name: "missing", Skipped: "nobody knows"},
		},
		Scale: []bench.Point{
			{Sandboxes: 10, P50: time.Millisecond, P99: 3 * time.Millisecond, CPU: time.Millisecond},
			{Sandboxes: 2000, P50: time.Millisecond, P99: 3 * time.Millisecond, CPU: time.Millisecond},
		},
	}
}

// texts are the words in a picture.
func texts(t *testing.T, svg []byte) string {
	t.Helper()
	var words []string
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(words, "|")
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if text, ok := token.(xml.CharData); ok {
			words = append(words, string(text))
		}
	}
}

func TestPictures(t *testing.T) {
	r := report()
	if !HasLatency(r) || !HasScale(r) || HasLatency(&bench.Report{}) || HasScale(&bench.Report{}) {
		t.Error("what there is to draw is not known")
	}
	for _, picture := range []struct {
		draw     func(io.Writer, *bench.Report) error
		has, not []string
	}{
		{Latency, []string{"reload", "info", "percentile", "100µs", "1ns"}, []string{"few", "missing"}},
		{Scale, []string{"median, ten in turn", "CPU, all in turn", "living sandboxes", "10|20|", "|2000|", "0 ms"}, nil},
	} {
		var b bytes.Buffer
		if err := picture.draw(&b, r); err != nil {
			t.Fatal(err)
		}
		words := texts(t, b.Bytes())
		for _, w := range picture.has {
			if !strings.Contains(words, w) {
				t.Errorf("%q is not in the picture: %s", w, words)
			}
		}
		for _, w := range picture.not {
			if strings.Contains(words, w) {
				t.Errorf("%q is in the picture: %s", w, words)
			}
		}
	}
}
