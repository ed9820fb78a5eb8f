package main

import (
	"io"

	"github.com/schollz/progressbar/v3"
)

// progress is a bar on a terminal; nil is no bar.
type progress struct {
	bar *progressbar.ProgressBar
}

func newProgress(w io.Writer, n int) *progress {
	return &progress{bar: progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("evaluating"),
		progressbar.OptionSetWidth(20),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(true),
	)}
}

// step and clear ignore errors: a terminal that went away needs no bar.

func (p *progress) step() {
	if p != nil {
		_ = p.bar.Add(1)
	}
}

// clear takes the bar off the screen until the next step.
func (p *progress) clear() {
	if p != nil {
		_ = p.bar.Clear()
	}
}
