package supervisor_test

// The language: what is beyond the list, and looks for a way out of the
// interpreter, or past the compiler.
func languageRows() []row {
	return []row{
		{what: "leave the language", attempts: genomes(
			"cgo.go", "linkname.go", "reflect_new_at.go", "unsafe_import.go", "yaegi_symbols.go", "assign_eof.go")},
		{what: "be no Go", attempts: genomes(
			"invalid_missing_return.go", "invalid_two_results.go", "invalid_unused_variable.go")},
	}
}
