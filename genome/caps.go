package genome

// Caps bound the size and shape of a genome. A field that is zero or negative
// stands for the default, never for "no limit".
type Caps struct {
	FileBytes  int // bytes of one file
	TotalBytes int // bytes of all files of a genome
	Files      int // files of a genome, over all modules
	Modules    int // modules of a genome
	// Nesting bounds how deeply source may nest: brackets, blocks, prefix
	// operators and type prefixes. What repeats without brackets (a + b + c,
	// else if, f()()()) makes trees just as deep and may be chainFactor times
	// as long.
	Nesting int
	Imports int // distinct imports of one module
}

// DefaultCaps are the caps that apply where nothing else is said.
func DefaultCaps() Caps {
	return Caps{
		FileBytes:  1 << 20,
		TotalBytes: 8 << 20,
		Files:      256,
		Modules:    64,
		Nesting:    256,
		Imports:    128,
	}
}

// OrDefault fills in the default for every field that is not positive.
func (c Caps) OrDefault() Caps {
	d := DefaultCaps()
	for _, f := range []struct {
		set *int
		def int
	}{
		{&c.FileBytes, d.FileBytes},
		{&c.TotalBytes, d.TotalBytes},
		{&c.Files, d.Files},
		{&c.Modules, d.Modules},
		{&c.Nesting, d.Nesting},
		{&c.Imports, d.Imports},
	} {
		if *f.set <= 0 {
			*f.set = f.def
		}
	}
	return c
}
