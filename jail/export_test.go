package jail

// Do does something on the forking thread, and returns when it is done.
func (s *Spawner) Do(f func()) {
	done := make(chan struct{})
	s.jobs <- func() {
		defer close(done)
		f()
	}
	<-done
}

// Descriptors lists those of the forking thread's table; nil if it has none of
// its own.
func (s *Spawner) Descriptors() (all []int, err error) {
	s.Do(func() {
		if s.table.own {
			all, _, err = ownDescriptors()
		}
	})
	return all, err
}
