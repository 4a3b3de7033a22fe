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

# Node.js of the tests: the system's where it is 20.19 or later, else the one bootstrap put here.
node_own=$top/.cache/node/bin
[ -x "$node_own/node" ] && PATH=$node_own:$PATH
export PATH

node_recent() { [ "$(printf '%s\n' v20.19.0 "$(node --version 2>/dev/null)" | sort -V | head -1)" = v20.19.0 ]; }

# jobs: as many as there are processors.
jobs=$(nproc)
