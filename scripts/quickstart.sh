#!/usr/bin/env bash
# Builds Assay, starts it, trains real models that log to it with the unmodified mlflow client, and shows the runs.
# In a terminal the server keeps serving until Ctrl-C. Without one, or with CI set, what was logged is read back and
# checked, and the server is stopped.
#
#   DATA   data directory (default .assay in the repository)
#   PORT   port to serve on (default 5000, or any free port where 5000 is taken or nobody watches)
set -euo pipefail
ASSAY_ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ASSAY_ROOT"
# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/server.sh
. scripts/server.sh

environment=.venv/quickstart
data=${DATA:-.assay}
log=$(mktemp)
trap 'server_stop; rm -f "$log" "$log.ready"' EXIT
trap 'exit 130' INT TERM

# The client as it comes, only quieter: no links to pages that are printed after each run, no usage reports.
export MLFLOW_DISABLE_TELEMETRY=true MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT=true
export MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR=false GIT_PYTHON_REFRESH=quiet

step() { printf '\n== %s\n' "$*"; }

# Looked at once, here: inside $(...) standard output is never a terminal.
is_watched=
[ -n "${CI:-}" ] || [ ! -t 1 ] || is_watched=yes
watched() { [ -n "$is_watched" ]; }

is_taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

choose_port() {
  if [ -n "${PORT:-}" ]; then
    echo "$PORT"
  elif watched && ! is_taken 5000; then
    echo 5000
  else
    echo 0
  fi
}

mlflow_script() { "$environment/bin/python" "quickstart/$1" "$SERVER_ADDRESS"; }

step "Prerequisites"
check_tools jdk maven python git
echo "All there."

step "Build"
scripts/build.sh

step "Python environment with the unmodified mlflow client and scikit-learn"
scripts/python-env.sh "$environment" quickstart/requirements.txt
"$environment/bin/python" -c 'import mlflow, sklearn; print(f"mlflow {mlflow.__version__}, scikit-learn {sklearn.__version__}")'

step "Server"
if ! server_start "$data" "$(choose_port)" "$log"; then
  cat "$log" >&2
  echo "The server did not start; its log is above." >&2
  exit 1
fi
echo "Assay is ready at $SERVER_ADDRESS (data: $data)"

step "Training, recorded with all it depends on (one dot per step)"
./assay run --data "$data" -- "$environment/bin/python" quickstart/train.py

step "Runs, the most accurate first"
mlflow_script table.py

step "The best run once more: source, packages and data as they were, in a clean folder"
best=$(./assay best digits --data "$data" --metric test_accuracy --top 1 --json |
  "$environment/bin/python" -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
./assay rerun "$best" --data "$data"

if ! watched; then
  step "Reading everything back (one dot per run, each trained again to compare)"
  mlflow_script verify.py
  server_stop
  echo "The server is stopped; the data stays in $data."
  exit
fi

cat <<EOF

Assay serves these runs at $SERVER_ADDRESS
  Log to it from any script:  export MLFLOW_TRACKING_URI=$SERVER_ADDRESS
  Start it again later:       ./assay serve --data $data
Press Ctrl-C to stop.
EOF
trap 'exit 0' INT TERM
wait "$SERVER_PID"
