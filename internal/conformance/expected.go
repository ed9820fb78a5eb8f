package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// writeExpected writes what the programs of testdata/dialect do, natively,
// beside them.
func writeExpected(ctx context.Context, n *native, log io.Writer) error {
	programs, err := folderPrograms(dialectFolder)
	if err != nil {
		return err
	}
	outcomes, err := n.outcomes(ctx, programs)
	if err != nil {
		return err
	}
	for i, p := range programs {
		o := outcomes[i]
		switch o.Kind {
		case exited, panicked, fatal:
		default:
			return fmt.Errorf("%s: %s", p.name, o.describe())
		}
		base := filepath.Join(dialectFolder, p.name)
		if err := os.WriteFile(base+".out", []byte(o.Stdout), 0o644); err != nil {
			return err
		}
		end := expectedEnd(o)
		if end == "" {
			err = os.Remove(base + ".exit")
			if errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
		} else {
			err = os.WriteFile(base+".exit", []byte(end), 0o644)
		}
		if err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(log, "%d programs\n", len(programs))
	return err
}

// expectedEnd is the text of a NAME.exit file; empty for status 0.
func expectedEnd(o *outcome) string {
	switch o.Kind {
	case panicked:
		return "2\npanic: " + o.Message + "\n"
	case fatal:
		return "2\nfatal error: " + o.Message + "\n"
	}
	if o.Code == 0 {
		return ""
	}
	return strconv.Itoa(o.Code) + "\n"
}

// readExpected reads what writeExpected wrote. Of the standard error nothing is
// known.
func readExpected(p *program) (*outcome, error) {
	base := filepath.Join(dialectFolder, p.name)
	stdout, err := os.ReadFile(base + ".out")
	if err != nil {
		return nil, err
	}
	o := &outcome{Kind: exited, Stdout: string(stdout)}
	end, err := os.ReadFile(base + ".exit")
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	if err != nil {
		return nil, err
	}
	code, rest, _ := strings.Cut(string(end), "\n")
	if o.Code, err = strconv.Atoi(code); err != nil {
		return nil, fmt.Errorf("%s.exit: want an exit status on the first line: %w", base, err)
	}
	if k, message := lastWords(rest); k != "" {
		o.Kind, o.Message = k, message
	}
	return o, nil
}
