// A configuration in JSON with defaults, validation and output.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

type Duration struct{ time.Duration }

func (d *Duration) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	v, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf("duration: %w", err)
	}
	d.Duration = v
	return nil
}
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

type Server struct {
	Host    string   `json:"host"`
	Port    int      `json:"port"`
	Timeout Duration `json:"timeout"`
	TLS     *struct {
		Cert string `json:"cert"`
	} `json:"tls,omitempty"`
}
type Config struct {
	Name    string            `json:"name"`
	Servers []Server          `json:"servers"`
	Env     map[string]string `json:"env,omitempty"`
	Level   string            `json:"level,omitempty"`
}

func (c *Config) Validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, errors.New("name is missing"))
	}
	for i, s := range c.Servers {
		if s.Port <= 0 || s.Port > 65535 {
			errs = append(errs, fmt.Errorf("server %d: bad port %d", i, s.Port))
		}
	}
	return errors.Join(errs...)
}
func Load(text string) (*Config, error) {
	c := &Config{Level: "info"}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(c); err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	return c, c.Validate()
}

func main() {
	for _, text := range []string{
		`{"name":"x","servers":[{"host":"a","port":80,"timeout":"1m30s","tls":{"cert":"c"}}],"env":{"B":"2","A":"1"}}`,
		`{"servers":[{"port":0},{"port":70000,"timeout":"5s"}]}`,
		`{"name":"x","servers":[{"timeout":"soon"}]}`,
		`{"name":1}`,
		`{"nam":"x"}`,
		`{"name":"x"`,
	} {
		c, err := Load(text)
		if err != nil {
			fmt.Println("error:", err)
			continue
		}
		b, _ := json.MarshalIndent(c, "", "  ")
		fmt.Println(string(b), c.Servers[0].Timeout.Seconds(), c.Level)
	}
}
