#!/usr/bin/env bash
# The command that is recorded while the start-up cache is made (aot-cache.sh): makes the requests of a first user to the
# server of the recording.
set -uo pipefail
SERVER_ADDRESS=$MLFLOW_TRACKING_URI

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

for _ in $(seq 100); do
  request "$SERVER_ADDRESS/health" 2>/dev/null && break
  sleep 0.1
done
train
python3 -c 'import argparse, random; argparse.ArgumentParser().parse_args([]); print(random.random())'
exit 0
