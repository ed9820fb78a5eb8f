package yaegi

// lowerMain gives a package main another name: the interpreter runs the main
// of a package of that name while it loads it.
func lowerMain(l *lowering) []edit {
	if l.file.Name.Name != "main" {
		return nil
	}
	return []edit{{l.offset(l.file.Name.Pos()), len("main"), "main_"}}
}
