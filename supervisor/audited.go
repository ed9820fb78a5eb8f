package supervisor

import (
	"fmt"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
)

// Bounds on what a record takes over from a genome or its worker, in bytes of
// text and in diagnostics.
const (
	maxAuditMessage     = 256
	maxAuditName        = 96
	maxAuditDiagnostics = 5
)

// short makes a bounded, printable copy of text, on one line.
func short(text string, most int) string {
	if len(text) > most {
		text = text[:most] + "..."
	}
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, text)
	return strings.Clone(printable(text)) // and nothing of what it was cut from
}

// auditHost records what isolation the supervisor starts with.
func (s *Supervisor) auditHost(mechanisms jail.Mechanisms) {
	s.audit.add(AuditRecord{Level: AuditNotice, Kind: AuditIsolation, Isolation: s.isolation})
	degraded := func(message string) {
		s.audit.add(AuditRecord{Level: AuditAlert, Kind: AuditDegraded, Message: short(message, 4*maxAuditMessage)})
	}
	for _, g := range jail.Guarantees() {
		if err := s.host.Check(s.plan, mechanisms, []jail.Guarantee{g}); err != nil {
			degraded(err.Error())
		}
	}
	for _, layer := range s.config.WithoutLayers {
		degraded(fmt.Sprintf("layer %s is turned off by configuration", layer))
	}
	if s.config.WithoutCgroup {
		degraded("workers are kept out of cgroups of their own by configuration")
	}
}

// auditProfile records what the genomes of a new sandbox may use.
func (b *Sandbox) auditProfile(pid int, batch uint64) {
	p := b.options.profile
	imports := fmt.Sprintf("%d packages", len(p.Imports))
	if p.AllImports {
		imports = "all packages that genomes are offered"
	}
	can := []string{imports}
	for _, one := range []struct {
		may  bool
		what string
	}{
		{p.DotImports, "dot imports"}, {p.Goroutines, "goroutines"}, {p.Clock && !p.FixedClock, "the clock"},
		{p.FixedClock, "a fixed clock"}, {p.Random || b.options.seed != nil, "randomness"},
	} {
		if one.may {
			can = append(can, one.what)
		}
	}
	b.sup.audit.add(AuditRecord{
		Level: AuditNotice, Kind: AuditProfile, Sandbox: b.id, Profile: short(p.Name, maxAuditName),
		PID: pid, BatchID: batch, Message: strings.Join(can, ", "),
	})
}

// record adds a record about the sandbox, if its profile's level wants it. The
// caller holds the gate.
func (b *Sandbox) record(r AuditRecord) {
	if r.Level.rank() < b.sup.config.Audit.level(b.options.profile.Name).rank() {
		return
	}
	r.Sandbox, r.Profile = b.id, short(b.options.profile.Name, maxAuditName)
	r.RunID, r.BatchID = b.trail.run, b.trail.batch
	r.Message, r.Function = short(r.Message, maxAuditMessage), short(r.Function, maxAuditName)
	b.sup.audit.add(r)
}

// auditLoad records how a load ended. The worker's death is auditDeath's.
func (l *load) auditLoad(r *Result) {
	a := AuditRecord{PID: l.w.proc.PID(), Verdict: r.Verdict, Version: r.Version, Checksum: checksumOf(l.given)}
	if r.Error != nil {
		a.Message = r.Error.Message
	}
	if l.harness != nil {
		a.Function = l.harness.name + "." + fitnessName
	}
	switch limit := limitOf(r.Verdict); {
	case r.Verdict == OK && len(l.given) > 0:
		a.Level, a.Kind = AuditInfo, AuditLoaded
	case r.Verdict == Denied:
		a.Level, a.Kind = AuditWarning, AuditDenied
		a.Diagnostics, a.More = shortDiagnostics(r.Error.Diagnostics)
	case limit != "" && !l.doomed:
		a.Level, a.Kind, a.Limit = AuditNotice, AuditLimit, limit
	default:
		return
	}
	l.b.record(a)
}

func shortDiagnostics(all []genome.Diagnostic) (some []genome.Diagnostic, more int) {
	for _, d := range all[:min(len(all), maxAuditDiagnostics)] {
		d.Rule, d.Message = short(d.Rule, maxAuditName), short(d.Message, maxAuditMessage)
		d.Module, d.File = short(d.Module, maxAuditName), short(d.File, maxAuditName)
		some = append(some, d)
	}
	return some, len(all) - len(some)
}

// auditStop records that a run was stopped at a limit which its worker survived.
func (b *Sandbox) auditStop(w *worker, md Metadata, r *Result) {
	limit := limitOf(r.Verdict)
	if limit == "" {
		return
	}
	b.record(AuditRecord{
		Level: AuditNotice, Kind: AuditLimit, Limit: limit, PID: w.proc.PID(), Verdict: r.Verdict,
		Function: md.Function, Version: md.Version, Checksum: md.Checksum, Message: r.Error.Message,
	})
}

// auditEvaluation records that an evaluation begins.
func (b *Sandbox) auditEvaluation(mode string, md Metadata) {
	b.record(AuditRecord{
		Level: AuditInfo, Kind: AuditEvaluated, Mode: mode,
		Function: md.Function, Version: md.Version, Checksum: md.Checksum,
	})
}

// auditDeath records why a worker is gone, once, unless somebody wanted it.
func (b *Sandbox) auditDeath(w *worker, d death) {
	if w.audited.Swap(true) {
		return
	}
	a := AuditRecord{PID: w.proc.PID(), Verdict: d.verdict, Killed: true, Message: d.message}
	if broke := w.broke.Load(); broke != nil && d.verdict != ProtocolError {
		// It died before it could be killed for that.
		forged := a
		forged.Level, forged.Kind, forged.Message = AuditAlert, AuditProtocol, *broke
		b.record(forged)
	}
	switch limit := limitOf(d.verdict); {
	case d.verdict == Cancelled:
		return
	case d.verdict == SyscallDenied:
		a.Level, a.Kind = AuditAlert, AuditSyscall
	case d.verdict == ProtocolError:
		a.Level, a.Kind = AuditAlert, AuditProtocol
	case limit != "":
		a.Level, a.Kind, a.Limit = AuditWarning, AuditLimit, limit
	default:
		a.Level, a.Kind = AuditWarning, AuditDeath
	}
	b.record(a)
}
