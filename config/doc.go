// Package config makes a supervisor.Config, and the options of sandboxes, out
// of text: a TOML file, the environment, flags. Each layer overrides those
// before it.
//
//	s := config.New(supervisor.Config{}, config.DefaultSandbox())
//	err := s.ReadFile("petri.toml")
//	err = s.Environ(os.Environ())
//	err = s.Set("limits.memory", "64MiB", "--memory")
//	err = s.Check()
//	sup, err := supervisor.New(s.Config())
//	box, err := sup.Create(ctx, "gen1-001", s.Options("gen1-001")...)
//
// # Keys
//
// A key is the path of a field: Config.MaxSandboxes is max_sandboxes,
// Config.Limits.Memory is memory in the table limits. What a sandbox is made
// with besides its limits (profile, seed, restart, protected) stands in the
// table sandbox. Keys lists all of them. In the environment limits.memory is
// PETRI_LIMITS_MEMORY. A few fields can be set in code only, such as clocks.
//
// A size is a number of bytes (65536) or has a unit ("64MiB", "10kB"), a
// duration is a number with a unit ("500ms", "2s", "1m30s"), a list is an array
// in the file and separated by commas elsewhere; paths are relative to the
// working directory. Where a number would mean something that it does not say,
// there is a word: limits.cpu = "none", gc.interval = "off".
//
//	max_sandboxes = 200
//
//	[limits]
//	memory = "64MiB"
//	wall = "2s"
//
//	[sandbox]
//	profile = "algebra"
//
//	[profiles.algebra]      # a custom profile
//	base = "strict"         # or standard, trusted; without it, nothing is allowed
//	imports = ["sync"]      # more than the base's
//	without = ["math/rand"] # less
//	goroutines = true
//
//	[[override]]            # for some sandboxes; the last that matches wins
//	match = ["elite-*"]     # path.Match on the name, or on its last element
//	profile = "trusted"
//	limits.wall = "1m"
//
// # Errors
//
// An unknown key is an error that gives its position and the key that may be
// meant; so is a value of the wrong kind, and one that the supervisor would
// refuse. All that is wrong with a file is said at once. Every error wraps
// supervisor.ErrBadConfig, but those of reading the file.
//
// # State
//
// A configuration is all that a supervisor starts from. Populations, lineage,
// fitness, versions and events live in its memory, and nothing is written that
// a later supervisor would read: each start begins empty. What a killed
// predecessor of the same user left on the host, its runtime directory and
// cgroups, is removed (supervisor.Supervisor.Swept).
package config
