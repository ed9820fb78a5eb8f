// Package auditfile is a file for records of one line each, such as those of an
// audit (supervisor.Audit.Sink), that rotates when it is full.
//
//	file, err := auditfile.Open("/var/log/petri/audit.jsonl", auditfile.Options{})
//	sup, err := supervisor.New(supervisor.Config{Audit: supervisor.Audit{Sink: file}})
//
// The newest records are in the file itself, older ones in FILE.1, FILE.2 and so
// on. Files have mode 0600, are never reached through a symbolic link at the
// file's name, and belong to one process at a time, which holds a lock on them.
//
// # What a crash leaves
//
// Each record is one write to a file that is only ever appended to: what was
// written stays when the process is killed, and no record is torn by that. Where
// a full disk or a dead machine tore one, the next one begins on a line of its
// own. Files are synchronised to the disk when they rotate and when they are
// closed, not for each record: the end of the power may cost the last seconds.
//
// # Why not a library
//
// Rotating log writers that are kept count in megabytes, rename by the time of
// day, start goroutines, follow links, and write on behind half a line. An audit
// wants the opposite of each, and that is less code than to work around it.
package auditfile
