package supervisor

import "context"

// A trail says to which run and batch belongs what happens. Zero fields: to
// none.
type trail struct{ run, batch uint64 }

func (t trail) metadata(id string) Metadata {
	return Metadata{SandboxID: id, RunID: t.run, BatchID: t.batch}
}

// batchKey is a context's key for the number of the batch that an item is of.
type batchKey struct{}

func withBatch(ctx context.Context, id uint64) context.Context {
	return context.WithValue(ctx, batchKey{}, id)
}

// batchOf is the batch that ctx belongs to; 0 if that is none. A task that
// hands on another context loses it.
func batchOf(ctx context.Context) uint64 {
	id, _ := ctx.Value(batchKey{}).(uint64)
	return id
}
