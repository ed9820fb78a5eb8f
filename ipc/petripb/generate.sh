#!/bin/sh
# Regenerates the Go code of petri.proto. Needs protoc (Debian:
# protobuf-compiler); the plugins' versions are pinned in tools/go.mod.
set -eu
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
root=$(cd ../.. && pwd)
GOBIN=$bin
export GOBIN
(cd "$root/tools" && go install google.golang.org/protobuf/cmd/protoc-gen-go google.golang.org/grpc/cmd/protoc-gen-go-grpc)
PATH=$bin:$PATH protoc --go_out=. --go_opt=paths=source_relative \
	--go-grpc_out=. --go-grpc_opt=paths=source_relative petri.proto
