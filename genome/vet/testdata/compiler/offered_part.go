package p

import "os"

func f() string {
	if x := 1; x {
		return 1
	}
	var err error = "a"
	os.Exit("a")
	os.Getenv(1)
	return err
}

// want 6:13: non-boolean condition in if statement
// want 7:10: cannot use 1 (untyped int constant) as string value in return statement
// want 9:18: cannot use "a" (constant of type string) as error value in variable declaration: string does not implement error (missing method Error)
// want 10:10: cannot use "a" (untyped string constant) as int value in argument to os.Exit
// want 11:12: cannot use 1 (untyped int constant) as string value in argument to os.Getenv
// want 12:9: cannot use err (variable of interface type error) as string value in return statement
