package supervisor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
)

// Config says how a Supervisor works. The zero Config is usable: every field
// has a default.
type Config struct {
	// WorkerPath is the worker binary. Empty: `worker` beside this program's
	// executable, then on PATH.
	WorkerPath string
	// RuntimeDir is an existing directory below which the supervisor makes a
	// private one of its own for sockets, removed by Close, or by the next
	// supervisor of the same user with the same RuntimeDir. Empty: $TMPDIR or,
	// if that is not set, /dev/shm where it is a file system in memory, else
	// /tmp. Its path must be short: a unix
	// socket's path has at most 108 bytes. It must be on a file system of this
	// host that no other host uses, and sticky if everybody may write there.
	RuntimeDir string
	// Isolation lists the guarantees without which New must fail, with a
	// *jail.UnmetError. Nil: all of them (jail.Guarantees).
	Isolation []jail.Guarantee
	// AllowDegraded lets New succeed on a host that cannot give every
	// guarantee. Results say what was in force.
	AllowDegraded bool
	// WithoutLayers turns layers of isolation off that the host would offer.
	// It is for measurements, and for hosts on which one of them misbehaves.
	WithoutLayers []jail.Layer
	// UIDs is the range of host uids from which each worker gets one of its
	// own where the supervisor may give them out, as root. Default:
	// jail.DefaultUIDs.
	UIDs jail.UIDRange
	// Name is the supervisor's, part of the names of what it makes on the
	// host: 1 to 64 letters, digits, '.', '_' and '-'. Default "supervisor".
	Name string
	// WithoutCgroup keeps workers out of cgroups of their own, and this process
	// where it is. Otherwise, where the host has cgroup v2 for us, New moves
	// this process into a cgroup beside those of its workers (the kernel wants
	// processes at the leaves only), and Close moves it back.
	WithoutCgroup bool
	// CgroupParent is the directory of the cgroup in which the supervisor makes
	// its own; New fails if it cannot. Empty: this process's own cgroup or, if
	// that serves better, the one above; none if neither can be had.
	CgroupParent string
	// Limits are the defaults for sandboxes; zero fields are taken from
	// DefaultLimits.
	Limits Limits
	// Caps bound the source of a genome; zero fields are taken from
	// genome.DefaultCaps.
	Caps genome.Caps
	// MaxSandboxes bounds how many sandboxes may exist at once; Create fails
	// with ErrTooMany beyond it. Default 4096.
	MaxSandboxes int
	// MaxSpawns bounds how many workers start at the same time. Default:
	// twice the processors.
	MaxSpawns int
	// Pool says how many workers are kept ready ahead of need, beside those of
	// MaxSandboxes.
	Pool Pool
	// StartTimeout bounds the time from starting a worker to its handshake,
	// and each step of setting it up. Default 10 s.
	StartTimeout time.Duration
	// Grace is how long a run that was told to stop may take to do so before
	// its worker is killed; at most MaxGrace. Default 250 ms.
	Grace time.Duration
	// GC says which sandboxes are destroyed when nobody destroys them.
	GC GC
	// Health says how idle workers are checked.
	Health Health
	// Monitor says how the use of resources is watched.
	Monitor Monitor
	// Clock tells the time of what happens in the background. Nil: the system's.
	Clock Clock
	// Random draws numbers from [0, 1) for what is spread over time: the waits
	// before restarts, and whose turn in the background comes when. It must be
	// safe for concurrent use. Nil: math/rand/v2's.
	Random func() float64
	// Audit says what is recorded of security-relevant decisions.
	Audit Audit
	// LineageRecords bounds how many individuals are remembered, of some 350
	// bytes each; those alive always are. Default 100,000.
	LineageRecords int
	// MaxPopulations bounds how many populations may exist at once. Default
	// 1024.
	MaxPopulations int
}

// Defaults of Config.
const (
	defaultName         = "supervisor"
	defaultMaxSandboxes = 4096
	defaultStartTimeout = 10 * time.Second
	defaultGrace        = 250 * time.Millisecond

	defaultLineageRecords = 100_000
	defaultMaxPopulations = 1024
)

// MaxGrace bounds Config.Grace. An answer comes within the deadline plus twice
// the grace and half a second.
const MaxGrace = time.Minute

// maxRuntimeDir leaves room for what is added to RuntimeDir's path: our
// directory, the worker's, and the socket's name.
const maxRuntimeDir = 108 - len("/petri-run-01234567/plugin-dir0123456789/plugin0123456789") - 1

// WithDefaults is c as New uses it, with the default in every field that is not
// set. The error wraps ErrBadConfig and says what is wrong with which field.
func (c Config) WithDefaults() (Config, error) {
	c.Limits = c.Limits.merge(DefaultLimits())
	if err := c.Limits.validate(); err != nil {
		return c, err
	}
	d := genome.DefaultCaps()
	c.Caps = genome.Caps{
		FileBytes:  cmp.Or(c.Caps.FileBytes, d.FileBytes),
		TotalBytes: cmp.Or(c.Caps.TotalBytes, d.TotalBytes),
		Files:      cmp.Or(c.Caps.Files, d.Files),
		Modules:    cmp.Or(c.Caps.Modules, d.Modules),
		Nesting:    cmp.Or(c.Caps.Nesting, d.Nesting),
		Imports:    cmp.Or(c.Caps.Imports, d.Imports),
	}
	if c.Caps.TotalBytes > maxGenome {
		return c, fmt.Errorf("%w: Caps.TotalBytes %d: at most %d fit into a message", ErrBadConfig, c.Caps.TotalBytes, maxGenome)
	}
	c.Name = cmp.Or(c.Name, defaultName)
	if !validID(c.Name) {
		return c, fmt.Errorf("%w: Name %.100q: 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit", ErrBadConfig, c.Name)
	}
	if c.WithoutCgroup && c.CgroupParent != "" {
		return c, fmt.Errorf("%w: WithoutCgroup and CgroupParent %s contradict each other", ErrBadConfig, c.CgroupParent)
	}
	if c.Isolation == nil {
		c.Isolation = jail.Guarantees()
	}
	if c.UIDs.Base < 0 || c.UIDs.Count < 0 {
		return c, fmt.Errorf("%w: UIDs %+v", ErrBadConfig, c.UIDs)
	}
	c.MaxSandboxes = cmp.Or(c.MaxSandboxes, defaultMaxSandboxes)
	c.MaxSpawns = cmp.Or(c.MaxSpawns, 2*runtime.NumCPU())
	c.StartTimeout = cmp.Or(c.StartTimeout, defaultStartTimeout)
	c.Grace = cmp.Or(c.Grace, defaultGrace)
	if c.Grace > MaxGrace {
		return c, fmt.Errorf("%w: Grace %v: at most %v", ErrBadConfig, c.Grace, MaxGrace)
	}
	if min(c.Caps.FileBytes, c.Caps.TotalBytes, c.Caps.Files, c.Caps.Modules, c.Caps.Nesting, c.Caps.Imports) < 0 {
		return c, fmt.Errorf("%w: Caps must not be negative", ErrBadConfig)
	}
	c.LineageRecords = cmp.Or(c.LineageRecords, defaultLineageRecords)
	c.MaxPopulations = cmp.Or(c.MaxPopulations, defaultMaxPopulations)
	if c.LineageRecords < 0 || c.MaxPopulations < 0 {
		return c, fmt.Errorf("%w: LineageRecords and MaxPopulations must not be negative", ErrBadConfig)
	}
	if c.Clock == nil {
		c.Clock = systemClock{}
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	var err error
	if c.GC, err = c.GC.withDefaults(); err != nil {
		return c, err
	}
	if c.Audit, err = c.Audit.withDefaults(); err != nil {
		return c, err
	}
	if c.Pool, err = c.Pool.withDefaults(); err != nil {
		return c, err
	}
	if c.Health, err = c.Health.withDefaults(); err != nil {
		return c, err
	}
	if c.Monitor, err = c.Monitor.withDefaults(); err != nil {
		return c, err
	}
	if c.MaxSandboxes < 0 || c.MaxSpawns < 0 || c.StartTimeout < 0 || c.Grace < 0 {
		return c, fmt.Errorf("%w: MaxSandboxes, MaxSpawns, StartTimeout and Grace must not be negative", ErrBadConfig)
	}
	return c, nil
}

// Check tells whether New would take c, and its Create these options, as far as
// that can be said without looking at the host. The error wraps ErrBadConfig.
func (c Config) Check(opts ...Option) error {
	c, err := c.WithDefaults()
	if err != nil {
		return err
	}
	_, err = c.options(opts)
	return err
}

// options are those of a sandbox that is made with opts. c has its defaults.
func (c Config) options(opts []Option) (options, error) {
	o := options{restart: DefaultRestart(), profile: genome.Standard()}
	for _, opt := range opts {
		opt(&o)
	}
	o.limits = o.limits.merge(c.Limits)
	var err error
	o.restart, err = o.restart.withDefaults()
	given := c.Monitor.SandboxThresholds
	if o.ownThresholds {
		given = o.thresholds
	}
	var bad error
	o.thresholds, bad = validThresholds("sandbox", given)
	err = errors.Join(o.limits.validate(), err, bad)
	if bad := o.profile.Validate(); bad != nil {
		err = errors.Join(err, fmt.Errorf("%w: profile %q: %w", ErrBadConfig, o.profile.Name, bad))
	}
	return o, err
}

// An Option sets something of one sandbox, at Create.
type Option func(*options)

type options struct {
	limits  Limits
	profile genome.Profile
	restart RestartPolicy
	seed    *uint64

	lineage   *genome.Lineage // nil if none was given
	lease     context.Context // nil if there is none
	protected bool

	thresholds    Thresholds
	ownThresholds bool // not the supervisor's
}

// WithLimits sets a sandbox's limits; zero fields are the supervisor's.
func WithLimits(l Limits) Option { return func(o *options) { o.limits = l } }

// WithProfile sets what genomes may use. Default: genome.Standard.
func WithProfile(p genome.Profile) Option { return func(o *options) { o.profile = p } }

// WithSeed makes what is random in a genome repeatable: with the same seed,
// each run of the same genome on the same input draws the same numbers from the
// global functions of math/rand. Default: every run draws others.
func WithSeed(seed uint64) Option { return func(o *options) { o.seed = &seed } }

// WithRestart sets what happens when the worker dies. Default: DefaultRestart.
func WithRestart(p RestartPolicy) Option { return func(o *options) { o.restart = p } }
