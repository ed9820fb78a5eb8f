// Package reflect is what genomes see of reflect: types and values to
// look at, and deep equality. Nothing makes types, methods or functions.
package reflect

func DeepEqual(x, y any) bool

func TypeOf(i any) Type

type Type interface {
	Comparable() bool
	Elem() Type
	Field(i int) StructField
	FieldByName(name string) (StructField, bool)
	Implements(u Type) bool
	In(i int) Type
	IsVariadic() bool
	Key() Type
	Kind() Kind
	Len() int
	Name() string
	NumField() int
	NumIn() int
	NumMethod() int
	NumOut() int
	Out(i int) Type
	PkgPath() string
	String() string
}

func ValueOf(i any) Value

func Indirect(v Value) Value

type Value struct{ value int }

func (v Value) Bool() bool
func (v Value) Bytes() []byte
func (v Value) Call(in []Value) []Value
func (v Value) CanAddr() bool
func (v Value) CanFloat() bool
func (v Value) CanInt() bool
func (v Value) CanInterface() bool
func (v Value) CanSet() bool
func (v Value) CanUint() bool
func (v Value) Cap() int
func (v Value) Complex() complex128
func (v Value) Elem() Value
func (v Value) Field(i int) Value
func (v Value) FieldByName(name string) Value
func (v Value) Float() float64
func (v Value) Index(i int) Value
func (v Value) Int() int64
func (v Value) Interface() (i any)
func (v Value) IsNil() bool
func (v Value) IsValid() bool
func (v Value) IsZero() bool
func (v Value) Kind() Kind
func (v Value) Len() int
func (v Value) MapIndex(key Value) Value
func (v Value) MapKeys() []Value
func (v Value) MapRange() *MapIter
func (v Value) NumField() int
func (v Value) Set(x Value)
func (v Value) SetBool(x bool)
func (v Value) SetFloat(x float64)
func (v Value) SetInt(x int64)
func (v Value) SetMapIndex(key, elem Value)
func (v Value) SetString(x string)
func (v Value) SetUint(x uint64)
func (v Value) Slice(i, j int) Value
func (v Value) String() string
func (v Value) Type() Type
func (v Value) Uint() uint64

type MapIter struct{ iter int }

func (iter *MapIter) Key() Value
func (iter *MapIter) Next() bool
func (iter *MapIter) Value() Value

type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string

type StructField struct {
	Name      string
	PkgPath   string
	Type      Type
	Tag       StructTag
	Index     []int
	Anonymous bool
}

func (f StructField) IsExported() bool

type StructTag string

func (tag StructTag) Get(key string) string

func (tag StructTag) Lookup(key string) (value string, ok bool)

type Kind uint

func (k Kind) String() string

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

const Ptr = Pointer
