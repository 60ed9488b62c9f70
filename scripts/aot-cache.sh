#!/usr/bin/env bash
# Makes the cache of loaded and linked classes that lets Assay start in less than a second: runs the server once on a
# throw-away data directory, makes a few requests of the usual kinds, stops it, and keeps what the machine learned.
#
# Does nothing when the cache already fits the built jars. Assay works without the cache, only its start is slower,
# so a failure here is reported but does not fail the build.
set -uo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ASSAY_ROOT=$root
app=$root/cli/target/assay
cache=$app/assay.aot
stamp=$app/assay.aot.jars

# shellcheck source=scripts/server.sh
. "$root/scripts/server.sh"

jars_digest() { (cd "$app/lib" && cksum ./*.jar; "$root/scripts/toolchain.sh" java-home) | cksum; }

if [ -f "$cache" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(jars_digest)" ]; then
  touch "$cache"
  exit 0
fi

rm -f "$cache" "$stamp"
for jar in "$app"/lib/picocli-*.jar; do
  "$("$root/scripts/toolchain.sh" java-home)/bin/java" "$root/scripts/NewerClassFiles.java" "$jar" ||
    echo "warning: $(basename "$jar") stays out of the start-up cache" >&2
done
work=$(mktemp -d)
trap 'server_stop; rm -rf "$work"' EXIT

request() { curl -sS -o /dev/null --max-time 10 "$@"; }

post() {
  local path=$1 body=$2
  request -H 'Content-Type: application/json' -d "$body" "$SERVER_ADDRESS/api/2.0/mlflow/$path"
}

# The paths a first user takes: a run with parameters and metrics is written, found and read back.
train() {
  local now=1700000000000 run points step
  request "$SERVER_ADDRESS/health"
  request "$SERVER_ADDRESS/version"
  post experiments/create '{"name":"warm-up"}'
  request "$SERVER_ADDRESS/api/2.0/mlflow/experiments/get-by-name?experiment_name=warm-up"
  run=$(curl -sS --max-time 10 -H 'Content-Type: application/json' \
    -d "{\"experiment_id\":\"0\",\"start_time\":$now,\"tags\":[{\"key\":\"mlflow.runName\",\"value\":\"warm-up\"}]}" \
    "$SERVER_ADDRESS/api/2.0/mlflow/runs/create" | sed -n 's/.*"run_id" *: *"\([0-9a-zA-Z]*\)".*/\1/p')
  post runs/log-parameter "{\"run_id\":\"$run\",\"key\":\"alpha\",\"value\":\"0.1\"}"
  points=
  for step in 1 2 3 4 5 6 7 8; do
    post runs/log-metric "{\"run_id\":\"$run\",\"key\":\"loss\",\"value\":0.$step,\"timestamp\":$now,\"step\":$step}"
    points="$points${points:+,}{\"key\":\"accuracy\",\"value\":0.$step,\"timestamp\":$now,\"step\":$step}"
  done
  post runs/log-batch "{\"run_id\":\"$run\",\"metrics\":[$points],\"params\":[{\"key\":\"b\",\"value\":\"1\"}],\"tags\":[{\"key\":\"t\",\"value\":\"1\"}]}"
  post runs/update "{\"run_id\":\"$run\",\"status\":\"FINISHED\",\"end_time\":$now}"
  request "$SERVER_ADDRESS/api/2.0/mlflow/runs/get?run_id=$run"
  request "$SERVER_ADDRESS/api/2.0/mlflow/metrics/get-history?run_id=$run&metric_key=loss"
  printf 'warm up' | request --upload-file - "$SERVER_ADDRESS/api/2.0/mlflow-artifacts/artifacts/0/$run/artifacts/note.txt"
  request "$SERVER_ADDRESS/api/2.0/mlflow/artifacts/list?run_id=$run"
  request "$SERVER_ADDRESS/api/2.0/mlflow-artifacts/artifacts/0/$run/artifacts/note.txt"
  post registered-models/create '{"name":"warm-up"}'
  post runs/search '{"experiment_ids":["0"],"filter":"metrics.loss < 1 and params.alpha = '"'0.1'"'","order_by":["metrics.loss ASC"],"max_results":10}'
}

report_failure() {
  rm -f "$cache"
  echo "warning: no start-up cache: $1. Assay works, but starts slower." >&2
  sed 's/^/  | /' "$work/server.log" >&2 2>/dev/null
}

command -v curl >/dev/null 2>&1 || { report_failure "curl is missing"; exit 0; }
ASSAY_JAVA_OPTS="${ASSAY_JAVA_OPTS:-} -XX:AOTCacheOutput=$cache -Xlog:aot*=error:stderr" \
  server_start "$work/data" 0 "$work/server.log" || { report_failure "the server did not start"; exit 0; }
train || true
server_stop
if [ -f "$cache" ]; then
  jars_digest >"$stamp"
else
  report_failure "the virtual machine wrote none"
fi
