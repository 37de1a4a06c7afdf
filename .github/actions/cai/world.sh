#!/usr/bin/env bash
# The emulator of an environment ($EMULATOR) for the time of a job, on a world that is kept in a branch of its own: so runs see each
# other's effects.
#
#   world.sh start   fetches the world and starts the emulator on it; without a branch it begins with a new world
#   world.sh run …   runs a command while it runs; a signal interrupts the command, and is the end of the emulator too: as stop
#   world.sh stop    stops it; with $KEEP the branch becomes its world, if that changed
#
# The branch has one commit and no history. Jobs that keep the world must not run at the same time: a concurrency group.
set -euo pipefail

branch="refs/heads/cai-emulator/$EMULATOR"
world="$RUNNER_TEMP/cai-emulator"
fetched="$RUNNER_TEMP/cai-emulator.commit"
log="$RUNNER_TEMP/cai-emulator.log"

start() {
  local found before=
  rm -rf "$world" "$fetched"
  mkdir -p "$world"
  # Of its own, so that a remote that does not answer ends this: it is no new world.
  found=$(git ls-remote origin "$branch")
  if [ -n "$found" ]; then
    git fetch --quiet --no-tags origin "$branch"
    before=$(git rev-parse FETCH_HEAD)
    git archive "$before" | tar -x -C "$world"
    rm -f "$world/emulator.json"
  fi
  nohup node "$GITHUB_ACTION_PATH/../../../dist/cai.js" emulator --env "$EMULATOR" --world "$world" \
    >"$log" 2>&1 </dev/null &
  local cai=$!
  until [ -f "$world/emulator.json" ]; do
    if ! kill -0 "$cai" 2>/dev/null; then
      cat "$log" >&2
      echo '::error::The emulator did not start.'
      exit 1
    fi
    sleep 0.1
  done
  cat "$log"
  # Only now: a world that did not come whole is not kept.
  printf '%s' "$before" >"$fetched"
}

run() {
  local command='' code=0 cancelled=''
  trap 'cancelled=yes; [ -z "$command" ] || kill -INT "$command" 2>/dev/null || true' INT TERM
  "$@" &
  command=$!
  wait "$command" || code=$?
  # A signal ends the waiting, not the command.
  while kill -0 "$command" 2>/dev/null; do
    code=0
    wait "$command" || code=$?
  done
  if [ -n "$cancelled" ]; then stop; fi
  exit "$code"
}

stop() {
  if [ -f "$world/emulator.json" ]; then
    local pid
    pid=$(node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).pid' "$world/emulator.json")
    kill -TERM "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  fi
  if [ -z "$KEEP" ] || [ ! -f "$fetched" ]; then return; fi
  keep
  rm -f "$fetched"
}

keep() {
  local before tree commit
  before=$(cat "$fetched")
  export GIT_INDEX_FILE="$RUNNER_TEMP/cai-emulator.index"
  rm -f "$GIT_INDEX_FILE" "$world/emulator.json"
  git --work-tree="$world" add --all --force .
  tree=$(git write-tree)
  if [ -n "$before" ] && [ "$tree" = "$(git rev-parse "$before^{tree}")" ]; then return; fi
  commit=$(git -c user.name=cai -c user.email=cai@users.noreply.github.com commit-tree "$tree" \
    -m "The emulator’s world of $EMULATOR after run ${GITHUB_RUN_ID:-by hand}")
  if ! git push --quiet --force-with-lease="$branch:$before" origin "$commit:$branch"; then
    echo '::error::The world of the emulator could not be kept: another job kept it meanwhile, or the token may not write contents.'
    exit 1
  fi
}

case "${1:-}" in
  start) start ;;
  run) shift; run "$@" ;;
  stop) stop ;;
  *) echo 'world.sh start|run|stop' >&2; exit 2 ;;
esac
