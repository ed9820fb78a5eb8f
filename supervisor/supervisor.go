package supervisor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/petri-lab/petri/jail"
)

// A Supervisor owns sandboxes: it starts their workers, watches them, and
// leaves nothing of them behind. It is safe for concurrent use.
type Supervisor struct {
	config      Config
	workerPath  string
	workerArgs  []string    // behind the plan
	dir         *runtimeDir // private, removed by Close
	swept       []string    // of dead supervisors
	sweepErr    error
	host        jail.Host
	plan        jail.Plan         // what every worker gets
	isolation   map[string]string // what is in force, as results tell it; read only
	groups      *groups
	spawner     *jail.Spawner
	image       *jail.Image   // of the worker; nil where there can be none
	spawns      chan struct{} // a turn to start a worker
	pool        *pool
	bus         bus
	audit       *AuditLog
	lineage     *LineageBook
	populations *Populations
	services    *services
	monitor     *monitor

	mu        sync.RWMutex
	closed    bool
	sandboxes map[string]*Sandbox
	creating  sync.WaitGroup

	closeOnce sync.Once
	closeErr  error
}

// New starts a supervisor. Close ends it. It removes what supervisors that were
// killed left beside its own runtime directory: see Swept.
func New(c Config) (*Supervisor, error) { return open(c) }

// open starts a supervisor whose workers get these arguments behind their plan.
func open(c Config, workerArgs ...string) (*Supervisor, error) {
	c, err := c.WithDefaults()
	if err != nil {
		return nil, err
	}
	path, err := findWorker(c.WorkerPath)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.StartTimeout)
	defer cancel()
	groups, err := newGroups(ctx, c)
	if err != nil {
		return nil, err
	}
	s, err := newSupervisor(c, path, workerArgs, groups)
	if err != nil {
		return nil, errors.Join(err, groups.close(ctx))
	}
	return s, nil
}

func newSupervisor(c Config, workerPath string, workerArgs []string, groups *groups) (*Supervisor, error) {
	host := jail.Detect(c.UIDs)
	if err := host.Starved(); err != nil {
		return nil, fmt.Errorf("%w: %w%s", errUndecided, err, adviseOn(aProcess, err))
	}
	plan := host.Plan(c.WithoutLayers...)
	mechanisms := groups.mechanisms(plan)
	if !c.AllowDegraded {
		if err := host.Check(plan, mechanisms, c.Isolation); err != nil {
			return nil, groups.explain(err, host.Surroundings())
		}
	}
	parent, err := runtimeParent(c.RuntimeDir)
	if err != nil {
		return nil, err
	}
	swept, sweepErr := sweepRuntimeDirs(parent)
	dir, err := newRuntimeDir(parent)
	if err != nil {
		return nil, err
	}
	reserveThreads(c.MaxSpawns)
	s := &Supervisor{
		config:     c,
		workerPath: workerPath,
		workerArgs: workerArgs,
		dir:        dir,
		swept:      swept,
		sweepErr:   sweepErr,
		host:       host,
		plan:       plan,
		isolation:  isolation(mechanisms),
		groups:     groups,
		spawner:    jail.NewSpawner(host.UIDs()),
		image:      workerImage(workerPath),
		spawns:     make(chan struct{}, c.MaxSpawns),
		sandboxes:  map[string]*Sandbox{},
		lineage:    newLineageBook(c.LineageRecords),
	}
	s.populations = newPopulations(s)
	s.audit = newAuditLog(c.Audit, &s.bus)
	s.auditHost(mechanisms)
	s.services = newServices(c.Name, &s.bus)
	if c.GC.Interval > 0 {
		s.services.add(&collector{sup: s})
	}
	s.pool = newPool(s, c.Pool)
	s.services.add(s.pool)
	if c.Health.Interval > 0 {
		s.services.add(newChecker(s))
	}
	s.monitor = newMonitor(s)
	if c.Monitor.Interval > 0 {
		s.services.add(s.monitor)
	}
	s.services.start()
	return s, nil
}

// validID admits what can name nothing but a sandbox: not a path, not a
// relative directory, not an option.
var validID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`).MatchString

func checkID(id string) error {
	if !validID(id) || strings.Contains(id, "..") {
		return fmt.Errorf("%w: %.100q: 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit, without '..'", ErrBadID, id)
	}
	return nil
}

// Create starts a sandbox under an id of its own. It returns once the worker
// is ready for a genome. An id can be used again after Destroy.
func (s *Supervisor) Create(ctx context.Context, id string, opts ...Option) (*Sandbox, error) {
	o, err := s.config.options(opts)
	if err := errors.Join(checkID(id), err); err != nil {
		return nil, err
	}
	birth, err := s.conceive(id, o)
	if err != nil {
		return nil, fmt.Errorf("creating sandbox %s: %w", id, err)
	}
	b := newSandbox(s, id, o, birth)
	b.observed.alarms = newAlarms(o.thresholds)
	if err := s.reserve(b); err != nil {
		return nil, err
	}
	defer s.creating.Done()
	if err := b.start(ctx); err != nil {
		s.forget(b)
		return nil, fmt.Errorf("creating sandbox %s: %w", id, err)
	}
	return b, nil
}

// reserve puts a sandbox into the registry before it has a worker, so that
// its id is taken once.
func (s *Supervisor) reserve(b *Sandbox) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return ErrClosed
	case s.sandboxes[b.id] != nil:
		return fmt.Errorf("%w: %s", ErrExists, b.id)
	case len(s.sandboxes) >= s.config.MaxSandboxes:
		return fmt.Errorf("%w: %d exist: destroy some, or raise Config.MaxSandboxes", ErrTooMany, len(s.sandboxes))
	}
	s.sandboxes[b.id] = b
	s.creating.Add(1)
	return nil
}

func (s *Supervisor) forget(b *Sandbox) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sandboxes[b.id] == b {
		delete(s.sandboxes, b.id)
	}
}

// Get finds a sandbox by id.
func (s *Supervisor) Get(id string) (*Sandbox, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, ErrClosed
	}
	b := s.sandboxes[id]
	if b == nil || b.creating() {
		return nil, fmt.Errorf("%w: %.100q", ErrNotFound, id)
	}
	return b, nil
}

// List describes every sandbox, sorted by id.
func (s *Supervisor) List() []Info {
	all := s.all()
	// Not their descriptions, which are a hundred times as large.
	slices.SortFunc(all, func(a, b *Sandbox) int { return strings.Compare(a.id, b.id) })
	infos := make([]Info, 0, len(all))
	for _, b := range all {
		if !b.creating() {
			infos = append(infos, b.Info())
		}
	}
	return infos
}

// all returns every sandbox, in no order.
func (s *Supervisor) all() []*Sandbox {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.AppendSeq(make([]*Sandbox, 0, len(s.sandboxes)), maps.Values(s.sandboxes))
}

func (s *Supervisor) isClosed() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.closed
}

// Swept lists what New found and removed of supervisors of this user that were
// killed, runtime directories and cgroups, and says what it could not remove,
// which is nobody's failure but takes room.
func (s *Supervisor) Swept() (removed []string, err error) {
	if s.groups.tree == nil {
		return slices.Clone(s.swept), s.sweepErr
	}
	groups, err := s.groups.tree.Swept()
	return slices.Concat(s.swept, groups), errors.Join(s.sweepErr, err)
}

// Subscribe delivers every event from now on to a buffer of the given size;
// what does not fit is dropped and counted.
func (s *Supervisor) Subscribe(buffer int) *Subscription { return s.bus.subscribe(buffer) }

// DroppedEvents counts the events that some subscription had no room for, those
// of subscriptions that have ended included: an event that two dropped counts
// twice.
func (s *Supervisor) DroppedEvents() uint64 { return s.bus.dropped.Load() }

// Audit is what was recorded of security-relevant decisions; it can be asked
// after Close too.
func (s *Supervisor) Audit() *AuditLog { return s.audit }

// Count is how many sandboxes there are.
func (s *Supervisor) Count() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.sandboxes)
}

// Close destroys every sandbox, removes the runtime directory and ends the
// subscriptions. Runs in progress end with Cancelled. It returns when nothing
// is left, and does the same whatever ctx says, which only bounds its wait.
func (s *Supervisor) Close(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.closeOnce.Do(s.shutdown)
	}()
	select {
	case <-done:
		return s.closeErr
	case <-ctx.Done():
		return fmt.Errorf("closing the supervisor: %w", ctx.Err())
	}
}

func (s *Supervisor) shutdown() {
	s.services.stop()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	all := s.all()
	var wg sync.WaitGroup
	for _, b := range all {
		wg.Go(func() {
			b.destroy("supervisor closed", 0)
			<-b.gone
		})
	}
	wg.Wait()
	s.creating.Wait()
	s.pool.drain()
	s.spawner.Close()
	s.image.Close()
	auditErr := s.audit.close()
	s.bus.close()
	ctx, cancel := context.WithTimeout(context.Background(), leafPatience)
	defer cancel()
	s.closeErr = errors.Join(s.dir.remove(), s.groups.close(ctx), auditErr)
}
