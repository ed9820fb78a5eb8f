package supervisor_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/petri-lab/petri/auditfile"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// told is one record in a few words.
func told(r supervisor.AuditRecord) string {
	words := []string{string(r.Level), string(r.Kind)}
	if r.Limit != "" {
		words = append(words, r.Limit)
	}
	if r.Killed {
		words = append(words, "killed")
	}
	if r.Mode != "" {
		words = append(words, r.Mode)
	}
	return strings.Join(words, " ")
}

func of(sup *supervisor.Supervisor, sandbox string) (all []string) {
	for _, r := range sup.Audit().Records(supervisor.AuditFilter{Sandbox: sandbox}) {
		all = append(all, told(r))
	}
	return all
}

// audited does what is on record: it is the same with every profile.
const audited = `package candidate

func Loop() {
	for {
	}
}

func Print() {
	for {
		println("text")
	}
}

func Eat(n int) int { return len(make([]byte, n<<20)) }

func One() int { return 1 }
`

// Each profile has its level, and the limits, denials and deaths that its
// genomes meet are on record accordingly.
func TestAuditLevels(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute, Output: 1000}})
	ctx := testContext(t)
	mine := genome.Strict()
	mine.Name = "mine"
	quiet := []string{"notice profile", "warning limit memory killed", "warning denied"}
	normal := slices.Concat(quiet[:1], []string{"notice limit wall", "notice limit output"}, quiet[1:])
	full := slices.Concat(quiet[:1], []string{"info loaded"}, normal[1:3], []string{"info evaluated shared", "info loaded", "info evaluated cases"}, quiet[1:])
	for _, c := range []struct {
		profile genome.Profile
		want    []string
	}{{genome.Strict(), full}, {genome.Standard(), normal}, {genome.Trusted(), quiet}, {mine, normal}} {
		id := c.profile.Name
		b := create(t, sup, id, supervisor.WithProfile(c.profile))
		load(t, b, audited)
		b.SetWall(patient(200 * time.Millisecond))
		call(t, b, "Loop")
		b.SetWall(time.Minute)
		call(t, b, "Print")
		if _, err := b.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.One()) }")); err != nil {
			t.Fatal(err)
		}
		cases, err := supervisor.NewCases([]supervisor.Case{{Args: json.RawMessage("[]"), Want: json.RawMessage("1")}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.RunCases(ctx, "One", cases); err != nil {
			t.Fatal(err)
		}
		call(t, b, "Eat", 4096)
		if r, err := b.HotReload(ctx, genome.FromString("bad.go", "package candidate\n\nimport _ \"os/exec\"\nimport _ \"net\"\n")); err != nil || r.Verdict != supervisor.Denied {
			t.Fatalf("%+v, %v", r, err)
		}
		if got := of(sup, id); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", id, got, c.want)
		}
		records := sup.Audit().Records(supervisor.AuditFilter{Sandbox: id, Kinds: []supervisor.AuditKind{supervisor.AuditDenied}})
		if len(records) != 1 {
			t.Fatalf("%+v", records)
		}
		if d := records[0]; d.Profile != id || d.RunID == 0 || len(d.Diagnostics) != 2 || d.Diagnostics[0].Rule != "import" ||
			d.Diagnostics[0].File != "bad.go" || d.Diagnostics[0].Line != 3 || d.Diagnostics[0].Column != 8 || d.Checksum == "" {
			t.Errorf("%+v", d)
		}
	}
}

// A level is the caller's to choose, and what all records are judged by is
// there in any case.
func TestAuditConfig(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{
		AllowDegraded: true, WithoutLayers: []jail.Layer{jail.Landlock},
		Audit: supervisor.Audit{Standard: supervisor.AuditAlert, Records: 4},
	})
	first := sup.Audit().Records(supervisor.AuditFilter{})
	if len(first) < 2 || told(first[0]) != "notice isolation" || len(first[0].Isolation) != len(jail.Guarantees()) {
		t.Errorf("%+v", first)
	}
	if !slices.ContainsFunc(first, func(r supervisor.AuditRecord) bool {
		return told(r) == "alert degraded" && strings.Contains(r.Message, string(jail.Landlock))
	}) {
		t.Errorf("%+v", first)
	}
	b := create(t, sup, "a")
	load(t, b, audited)
	if _, err := b.HotReload(testContext(t), genome.FromString("bad.go", "package candidate\n\nimport _ \"os/exec\"\n")); err != nil {
		t.Fatal(err)
	}
	if got := of(sup, "a"); !slices.Equal(got, []string{"notice profile"}) {
		t.Errorf("%q", got)
	}
	for i := range 5 {
		create(t, sup, fmt.Sprint("b", i))
	}
	s := sup.Audit().Stats()
	all := sup.Audit().Records(supervisor.AuditFilter{})
	if len(all) != 4 || all[3].Sandbox != "b4" || s.Recorded != all[3].Seq || s.Forgotten != s.Recorded-4 {
		t.Errorf("%+v, %+v", s, all)
	}
	for _, bad := range []supervisor.Audit{{Records: -1}, {Queue: -1}, {Strict: "loud"}} {
		if _, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, Audit: bad}); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestAuditQuery(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute, Steps: 100_000}})
	begun := time.Now()
	for _, id := range []string{"a", "b"} {
		b := create(t, sup, id, supervisor.WithProfile(genome.Strict()))
		load(t, b, audited)
		call(t, b, "Loop")
	}
	log := sup.Audit()
	all := log.Records(supervisor.AuditFilter{})
	last := all[len(all)-1]
	for name, c := range map[string]struct {
		f    supervisor.AuditFilter
		want int
	}{
		"sandbox": {supervisor.AuditFilter{Sandbox: "a"}, 3},
		"kind":    {supervisor.AuditFilter{Kinds: []supervisor.AuditKind{supervisor.AuditLoaded, supervisor.AuditLimit}}, 4},
		"level":   {supervisor.AuditFilter{Sandbox: "a", Level: supervisor.AuditNotice}, 2},
		"limit":   {supervisor.AuditFilter{Limit: "steps"}, 2},
		"verdict": {supervisor.AuditFilter{Verdict: supervisor.StepLimit, Sandbox: "b"}, 1},
		"since":   {supervisor.AuditFilter{Since: begun}, 6},
		"until":   {supervisor.AuditFilter{Until: begun, Sandbox: "a"}, 0},
		"after":   {supervisor.AuditFilter{After: last.Seq - 1}, 1},
		"newest":  {supervisor.AuditFilter{Newest: 2}, 2},
		"none":    {supervisor.AuditFilter{Sandbox: "c"}, 0},
	} {
		got := log.Records(c.f)
		if len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
		if name == "newest" && got[1].Seq != last.Seq {
			t.Errorf("%+v", got)
		}
	}
}

// What a forger says is bounded and printable wherever it ends up.
func TestAuditText(t *testing.T) {
	var out buffer
	sup := newSupervisor(t, supervisor.Config{Audit: supervisor.Audit{Sink: &out}})
	b := create(t, sup, "a")
	name := strings.Repeat("\x1b[31m\u202e<&>", 1000)
	r, err := b.HotReload(testContext(t), genome.FromString("bad.go", "package candidate\n\nimport _ "+fmt.Sprintf("%q", "x/"+name)+"\n"))
	if err != nil || r.Verdict == supervisor.OK {
		t.Fatalf("%+v, %v", r, err)
	}
	load(t, b, "package candidate\n\nfunc F(s string) {\n\tgo func() { panic(s) }()\n\tselect {}\n}\n")
	call(t, b, "F", "\x1b[2J\n{\"seq\":1,\"kind\":\"forged\"}\n"+strings.Repeat("x", 100_000))
	if err := sup.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if s := sup.Audit().Stats(); int(s.Written) != len(lines) || s.Written != s.Recorded || !out.closed {
		t.Errorf("%+v, %d lines", s, len(lines))
	}
	for _, line := range lines {
		var r supervisor.AuditRecord
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Kind == "forged" || len(line) > 4000 ||
			strings.ContainsAny(line, "\x1b\u202e") || !utf8.ValidString(line) || strings.ContainsAny(r.Message, "\n\x1b\u202e") {
			t.Errorf("%v: %.500q", err, line)
		}
	}
}

// buffer is a sink in memory. It is read after the supervisor's Close.
type buffer struct {
	bytes.Buffer
	closed bool
}

func (b *buffer) Close() error { b.closed = true; return nil }

// stuck is a sink that takes nothing until it is told to, and then refuses.
type stuck chan struct{}

func (s stuck) Write([]byte) (int, error) { <-s; return 0, errors.New("no room") }
func (s stuck) Close() error              { return errors.New("not closed") }

// A sink that does not take records delays nobody; what it loses is counted, and
// said.
func TestAuditSinkStuck(t *testing.T) {
	sink := make(stuck)
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: shortTemp(t),
		Audit: supervisor.Audit{Sink: sink, Queue: 2}, Pool: supervisor.Pool{Max: -1}})
	if err != nil {
		t.Fatal(err)
	}
	events := sup.Subscribe(1000)
	b := create(t, sup, "a", supervisor.WithProfile(genome.Strict()))
	load(t, b, audited)
	for range 5 {
		if _, err := b.Run(testContext(t), fitness("func Fitness() float64 { return float64(candidate.One()) }")); err != nil {
			t.Fatal(err)
		}
	}
	awaitEvent(t, events, supervisor.EventAuditException) // lost
	if s := sup.Audit().Stats(); s.Lost == 0 || s.Written != 0 {
		t.Errorf("%+v", s)
	}
	close(sink)
	awaitEvent(t, events, supervisor.EventAuditException) // failed
	if err := sup.Close(context.Background()); err == nil || !strings.Contains(err.Error(), "not closed") {
		t.Errorf("%v", err)
	}
	s := sup.Audit().Stats()
	if s.Recorded != s.Lost+s.Failed+s.Written || s.Failed == 0 || s.LastError != "no room" {
		t.Errorf("%+v", s)
	}
}

// Records find their way into a file that rotates.
func TestAuditFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	file, err := auditfile.Open(path, auditfile.Options{MaxBytes: 1000, Keep: 2})
	if err != nil {
		t.Fatal(err)
	}
	sup := newSupervisor(t, supervisor.Config{Audit: supervisor.Audit{Sink: file}})
	b := create(t, sup, "a", supervisor.WithProfile(genome.Strict()))
	load(t, b, audited)
	for range 10 {
		if _, err := b.Run(testContext(t), fitness("func Fitness() float64 { return float64(candidate.One()) }")); err != nil {
			t.Fatal(err)
		}
	}
	if err := sup.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	if s := sup.Audit().Stats(); s.Written != s.Recorded || s.Failed+s.Lost > 0 {
		t.Errorf("%+v", s)
	}
	if files, err := filepath.Glob(path + "*"); err != nil || len(files) != 3 {
		t.Errorf("%q, %v", files, err)
	}
}

// A reckless is a sink that panics whatever is asked of it.
type reckless struct{}

func (reckless) Write([]byte) (int, error) { panic("on writing") }
func (reckless) Close() error              { panic("on closing") }

// A sink that panics has failed, and nothing else has.
func TestAuditSinkPanics(t *testing.T) {
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: shortTemp(t),
		Audit: supervisor.Audit{Sink: reckless{}}, Pool: supervisor.Pool{Max: -1}})
	if err != nil {
		t.Fatal(err)
	}
	create(t, sup, "a")
	if err := sup.Close(context.Background()); err == nil || !strings.Contains(err.Error(), "panicked: on closing") {
		t.Errorf("%v", err)
	}
	s := sup.Audit().Stats()
	if s.Recorded == 0 || s.Failed != s.Recorded || s.LastError != "panicked: on writing" {
		t.Errorf("%+v", s)
	}
}
