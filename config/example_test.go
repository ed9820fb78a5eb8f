package config_test

import (
	"fmt"
	"log"

	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/supervisor"
)

// A program's own defaults, a file, the environment, a flag.
func ExampleSettings() {
	s := config.New(supervisor.Config{MaxSandboxes: 50}, config.DefaultSandbox())
	err := s.Parse("petri.toml", []byte("[limits]\nmemory = \"64MiB\"\nwall = \"2s\"\n"))
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Environ([]string{"PETRI_LIMITS_WALL=3s"}); err != nil {
		log.Fatal(err)
	}
	if err := s.Set("limits.processes", "40", "-pids"); err != nil {
		log.Fatal(err)
	}
	if err := s.Check(); err != nil {
		log.Fatal(err)
	}
	c := s.Config() // for supervisor.New; s.Options(id) is for Create
	fmt.Println(c.MaxSandboxes, c.Limits.Memory, c.Limits.Wall, c.Limits.Processes)

	fmt.Println(s.Parse("petri.toml", []byte("[limits]\nmemry = \"64MiB\"\n")))
	// Output:
	// 50 67108864 3s 40
	// petri.toml:2:1: bad configuration: unknown key limits.memry (did you mean limits.memory?)
}
