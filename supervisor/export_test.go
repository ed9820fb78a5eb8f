package supervisor

// MoveWorkers makes the supervisor do as if the kernel had refused to let
// processes be born in a cgroup.
func (s *Supervisor) MoveWorkers() { s.groups.moving.Store(true) }

// MakeRuntimeDir makes a runtime directory below parent, as New does.
func MakeRuntimeDir(parent string) (path string, remove func() error, err error) {
	d, err := newRuntimeDir(parent)
	if err != nil {
		return "", nil, err
	}
	return d.path, d.remove, nil
}

// SweepRuntimeDirs sweeps parent, as New does.
func SweepRuntimeDirs(parent string) (removed []string, err error) { return sweepRuntimeDirs(parent) }
