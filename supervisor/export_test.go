package supervisor

// MoveWorkers makes the supervisor do as if the kernel had refused to let
// processes be born in a cgroup.
func (s *Supervisor) MoveWorkers() { s.groups.moving.Store(true) }
