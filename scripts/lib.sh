# Shared by the scripts beside this file, which source it. It leaves the shell
# in the top directory of the repository.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# step says what comes next.
step() { printf '== %s\n' "$*"; }

# fail says on stderr what went wrong, and ends the script.
fail() {
	printf '%s: %s\n' "$(basename "$0")" "$*" >&2
	exit 1
}

# skips collects what was left out, for show_skips.
skips=()

# skip notes that something is left out, and why. Where everything is required
# (PETRI_REQUIRE_ALL=1) that is a failure.
skip() {
	if [[ ${PETRI_REQUIRE_ALL:-} == 1 ]]; then
		fail "PETRI_REQUIRE_ALL=1, but this would be skipped: $*"
	fi
	skips+=("$*")
}

# note is skip for what a machine is not required to have.
note() { skips+=("$*"); }

show_skips() {
	if ((${#skips[@]} == 0)); then
		return
	fi
	step "skipped"
	printf '%s\n' "${skips[@]}"
}

# need_go ends the script unless there is a Go that can build this module.
need_go() {
	local want
	want=$(sed -n 's/^go //p' go.mod)
	command -v go >/dev/null ||
		fail "there is no go command on PATH: install Go $want or later, see https://go.dev/doc/install"
	go env GOVERSION >/dev/null 2>&1 ||
		fail "$(command -v go) cannot be used here: install Go $want or later, see https://go.dev/doc/install"
	local have
	have=$(go env GOVERSION)
	have=${have#go}
	if [[ $(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n 1) != "$want" ]]; then
		fail "Go $have is too old: install Go $want or later, see https://go.dev/doc/install"
	fi
}
