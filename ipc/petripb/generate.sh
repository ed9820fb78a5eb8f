#!/bin/sh
# Regenerates the Go code of petri.proto, for the supervisor here and for the
# worker in ../workerpb. Needs protoc (Debian: protobuf-compiler); the plugins'
# versions are pinned in tools/go.mod.
set -eu
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
root=$(cd ../.. && pwd)
GOBIN=$bin
export GOBIN
(cd "$root/tools" && go install google.golang.org/protobuf/cmd/protoc-gen-go \
	google.golang.org/grpc/cmd/protoc-gen-go-grpc \
	github.com/aperturerobotics/protobuf-go-lite/cmd/protoc-gen-go-lite)
PATH=$bin:$PATH protoc --go_out=. --go_opt=paths=source_relative \
	--go-grpc_out=. --go-grpc_opt=paths=source_relative \
	--go-lite_out=../workerpb --go-lite_opt=paths=source_relative,features=marshal+unmarshal+size \
	--go-lite_opt='Mpetri.proto=github.com/petri-lab/petri/ipc/workerpb;workerpb' petri.proto
