package rt

import "math/rand/v2"

// ownRandV2 finds the functions of math/rand/v2 that use its global generator.
func (u *Universe) ownRandV2(name string) any {
	switch name {
	case "Int":
		return func() int { return pickV2(u, func(r *rand.Rand) func() int { return r.Int }, rand.Int)() }
	case "IntN":
		return func(n int) int { return pickV2(u, func(r *rand.Rand) func(int) int { return r.IntN }, rand.IntN)(n) }
	case "Int32":
		return func() int32 { return pickV2(u, func(r *rand.Rand) func() int32 { return r.Int32 }, rand.Int32)() }
	case "Int32N":
		return func(n int32) int32 {
			return pickV2(u, func(r *rand.Rand) func(int32) int32 { return r.Int32N }, rand.Int32N)(n)
		}
	case "Int64":
		return func() int64 { return pickV2(u, func(r *rand.Rand) func() int64 { return r.Int64 }, rand.Int64)() }
	case "Int64N":
		return func(n int64) int64 {
			return pickV2(u, func(r *rand.Rand) func(int64) int64 { return r.Int64N }, rand.Int64N)(n)
		}
	case "Uint":
		return func() uint { return pickV2(u, func(r *rand.Rand) func() uint { return r.Uint }, rand.Uint)() }
	case "UintN":
		return func(n uint) uint {
			return pickV2(u, func(r *rand.Rand) func(uint) uint { return r.UintN }, rand.UintN)(n)
		}
	case "Uint32":
		return func() uint32 { return pickV2(u, func(r *rand.Rand) func() uint32 { return r.Uint32 }, rand.Uint32)() }
	case "Uint32N":
		return func(n uint32) uint32 {
			return pickV2(u, func(r *rand.Rand) func(uint32) uint32 { return r.Uint32N }, rand.Uint32N)(n)
		}
	case "Uint64":
		return func() uint64 { return pickV2(u, func(r *rand.Rand) func() uint64 { return r.Uint64 }, rand.Uint64)() }
	case "Uint64N":
		return func(n uint64) uint64 {
			return pickV2(u, func(r *rand.Rand) func(uint64) uint64 { return r.Uint64N }, rand.Uint64N)(n)
		}
	}
	return u.ownRandV2Floats(name)
}

func (u *Universe) ownRandV2Floats(name string) any {
	float := func(own func(*rand.Rand) func() float64, std func() float64) func() float64 {
		return func() float64 { return pickV2(u, own, std)() }
	}
	switch name {
	case "Float32":
		return func() float32 {
			return pickV2(u, func(r *rand.Rand) func() float32 { return r.Float32 }, rand.Float32)()
		}
	case "Float64":
		return float(func(r *rand.Rand) func() float64 { return r.Float64 }, rand.Float64)
	case "ExpFloat64":
		return float(func(r *rand.Rand) func() float64 { return r.ExpFloat64 }, rand.ExpFloat64)
	case "NormFloat64":
		return float(func(r *rand.Rand) func() float64 { return r.NormFloat64 }, rand.NormFloat64)
	case "Perm":
		return func(n int) []int {
			return pickV2(u, func(r *rand.Rand) func(int) []int { return r.Perm }, rand.Perm)(n)
		}
	case "Shuffle":
		return func(n int, swap func(i, j int)) {
			pickV2(u, func(r *rand.Rand) func(int, func(i, j int)) { return r.Shuffle }, rand.Shuffle)(n, swap)
		}
	}
	return nil
}
