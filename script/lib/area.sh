# Sourced by script/areas/*: what they share. `name` is the NAME asked for, "" for all.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
name=${1:-}

# Adds to the counts of this area: count PASSED FAILED.
count() { printf '%s %s\n' "$1" "$2" >>"$KANAME_TEST_COUNT"; }

# Keeps what comes in for the end of the run, where the last lines of a long log are read first:
# ... | tell_again TITLE
tell_again() { { say "-- $1"; head -120; } >>"$KANAME_TEST_WORK/failures"; }

# Runs a command as one test.
check() {
  local title=$1
  shift
  if "$@" >"$KANAME_TEST_WORK/out" 2>&1; then
    count 1 0
    say "ok $title"
  else
    count 0 1
    say "FAILED $title"
    cat "$KANAME_TEST_WORK/out"
    tail -20 "$KANAME_TEST_WORK/out" | tell_again "$title"
  fi
}

# Is this engine to be tested?
wants() { [ "${KANAME_TEST_DB:-$1}" = "$1" ]; }

# The URL of the test run's own PostgreSQL (as its superuser), started when first asked for.
postgres_url() { script/lib/postgres start "$KANAME_TEST_WORK/postgres"; }

configure() {
  local folder=$1
  shift
  [ -f "$folder/build.ninja" ] || meson setup "$folder" "$@" >"$KANAME_TEST_WORK/meson.log" 2>&1 ||
    { cat "$KANAME_TEST_WORK/meson.log" >&2; return 1; }
  # A folder made before the UI's packages were there knows no UI.
  grep -q 'web\.stamp' "$folder/build.ninja" || meson setup --reconfigure "$folder" >"$KANAME_TEST_WORK/meson.log" 2>&1
}
# compile FOLDER [TARGET]
compile() {
  ninja -C "$1" -j "$jobs" "${@:2}" >"$KANAME_TEST_WORK/ninja.log" 2>&1 || { tail -60 "$KANAME_TEST_WORK/ninja.log" >&2; return 1; }
}

build_plain() { configure build && compile build src/app/kaname; }
# build_asan [TARGET]. Warnings are not errors here: gcc's sanitizers make it see null formats where there are none.
build_asan() {
  export LSAN_OPTIONS="suppressions=$PWD/script/lib/leaks.txt:print_suppressions=0"
  configure build-asan -Db_sanitize=address,undefined -Doptimization=1 -Dwerror=false &&
    compile build-asan "$@"
}

# Puts the URL into KANAME_TEST_POSTGRES when PostgreSQL is to be tested.
with_postgres() {
  wants postgres || return 0
  KANAME_TEST_POSTGRES=$(postgres_url)
  export KANAME_TEST_POSTGRES
}

# Makes an empty database and prints its URL.
postgres_database() {
  psql -qX "$KANAME_TEST_POSTGRES" -c "CREATE DATABASE $1" >/dev/null
  say "${KANAME_TEST_POSTGRES%/*}/$1"
}
