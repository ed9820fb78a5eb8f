package main

// testingShim stands for package testing in programs that are made of tests:
// it runs tests one after the other and prints how each of them ended, and what
// it logged. What it lacks, tests cannot use.
const testingShim = `
type testingT struct {
	name    string
	failed  bool
	skipped bool
	cleanup []func()
}

type testingTB = *testingT

type testingEnd struct{ t *testingT }

func (t *testingT) Name() string       { return t.name }
func (t *testingT) Helper()            {}
func (t *testingT) Parallel()          {}
func (t *testingT) Failed() bool       { return t.failed }
func (t *testingT) Skipped() bool      { return t.skipped }
func (t *testingT) Fail()              { t.failed = true }
func (t *testingT) Cleanup(f func())   { t.cleanup = append(t.cleanup, f) }
func (t *testingT) FailNow()           { t.failed = true; panic(testingEnd{t}) }
func (t *testingT) SkipNow()           { t.skipped = true; panic(testingEnd{t}) }
func (t *testingT) Log(args ...any)    { testingfmt.Printf("    %s: %s", t.name, testingfmt.Sprintln(args...)) }
func (t *testingT) Error(args ...any)  { t.Log(args...); t.Fail() }
func (t *testingT) Fatal(args ...any)  { t.Log(args...); t.FailNow() }
func (t *testingT) Skip(args ...any)   { t.Log(args...); t.SkipNow() }
func (t *testingT) Logf(f string, args ...any) {
	testingfmt.Printf("    %s: %s\n", t.name, testingfmt.Sprintf(f, args...))
}
func (t *testingT) Errorf(f string, args ...any) { t.Logf(f, args...); t.Fail() }
func (t *testingT) Fatalf(f string, args ...any) { t.Logf(f, args...); t.FailNow() }
func (t *testingT) Skipf(f string, args ...any)  { t.Logf(f, args...); t.SkipNow() }

func (t *testingT) Run(name string, f func(*testingT)) bool {
	sub := testingRun(t.name+"/"+name, f)
	t.failed = t.failed || sub.failed
	return !sub.failed
}

func testingRun(name string, f func(*testingT)) (t *testingT) {
	t = &testingT{name: name}
	defer func() {
		r := recover()
		if end, is := r.(testingEnd); r != nil && !(is && end.t == t) {
			testingfmt.Printf("    %s: panic: %v\n", name, r)
			t.failed = true
		}
		for i := len(t.cleanup) - 1; i >= 0; i-- {
			t.cleanup[i]()
		}
		word := "ok"
		if t.failed {
			word = "FAIL"
		} else if t.skipped {
			word = "skip"
		}
		testingfmt.Println(word, name)
	}()
	f(t)
	return
}

func testingShort() bool   { return true }
func testingVerbose() bool { return false }
`
