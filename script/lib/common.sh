# Sourced by the scripts: goes to the top folder, finds Node.js.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
top=$PWD

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Node.js of the tests: the system's where it is 20 or later, else the one bootstrap put here.
node_own=$top/.cache/node/bin
[ -x "$node_own/node" ] && PATH=$node_own:$PATH
export PATH

node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p'; }

# jobs: as many as there are processors.
jobs=$(nproc)
