package core

import (
	"fmt"
	"strings"
)

// emitOutcall writes a function that is elsewhere: it hands its arguments to
// one of the table.
func (e *emitter) emitOutcall(inst *instance) {
	name := "O" + inst.name
	e.table[name] = e.in.Outcall(inst.mod.name, inst.decl.Name.Name, inst.sig, e.reflectedFunc(inst.sig, nil))
	var params, args []string
	for i := range inst.sig.Params().Len() {
		params = append(params, fmt.Sprintf("a%d", i))
	}
	args = append(args, params...)
	if e.table[name].Type().IsVariadic() {
		args[len(args)-1] += "..."
	}
	// The results are variables of the body: see function.
	text := "func " + inst.name + e.signatureText(inst.sig, params, nil) + " {\n\x010\x02" +
		returning(inst.sig) + "p." + name + "(" + strings.Join(args, ", ") + ")\n}\n"
	e.chunks = append(e.chunks, chunk{text, e.functionMeta(inst), inst.mod})
}
