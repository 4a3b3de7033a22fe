# Sourced by the areas whose tests are TypeScript under tests/<area>/.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/area.sh"

# node_tests AREA ENGINE PROGRAM [FILES AT ONCE]: compiles and runs tests/AREA/*.test.ts against PROGRAM. One file more at a
# time than there are processors: a file waits for the program's next look at its clock, for a start or an end.
node_tests() {
  local area=$1 engine=$2 program=$3 at_once=${4:-$((jobs + 1))} status=0 tap=$KANAME_TEST_WORK/tap
  export KANAME_TEST_ENGINE=$engine KANAME_TEST_PROGRAM=$program
  say "-- $area on $engine ($program)"
  node tests/build.mjs "$area" "$name" || return 1
  node --enable-source-maps --test --test-concurrency="$at_once" --test-timeout=1200000 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" tests/.out/"$area"/*.test.js |
    tee "$KANAME_TEST_WORK/spec" || status=$?
  local p f
  p=$(sed -n 's/^# pass //p' "$tap" | tail -1)
  f=$(awk '/^# (fail|cancelled) / { n += $3 } END { print n + 0 }' "$tap")
  [ "$status" = 0 ] || [ "$f" -gt 0 ] || f=1
  count "${p:-0}" "$f"
  [ "$f" = 0 ] || failing_tests <"$KANAME_TEST_WORK/spec" | tell_again "$area on $engine"
}

# The first lines of each block below "failing tests:" in the output of the reporter "spec".
failing_tests() {
  awk '/^✖ failing tests:/ { on = 1; next } !on || /^ *$| at (async )?(Test[.]|node:|process[.]|AsyncResource[.])/ { next }
    /^test at / { n = 0 } ++n <= 12'
}
