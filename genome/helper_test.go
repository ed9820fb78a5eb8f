package genome

// files makes a module from pairs of file name and text.
func files(name string, pairs ...string) Module {
	m := Module{Name: name}
	for i := 0; i < len(pairs); i += 2 {
		m.Files = append(m.Files, File{Name: pairs[i], Text: []byte(pairs[i+1])})
	}
	return m
}

func mod(name, text string) Module { return files(name, "a.go", text) }
