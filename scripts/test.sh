#!/usr/bin/env bash
# Runs every test, the quick ones first, and ends with the totals of each runner. This is what CI runs.
#
#   MAVEN_ARGUMENTS   more arguments for Maven, for example "-Dassay.fault.rounds=500"
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh

step() { printf '\n== %s\n' "$*"; }

step "Prerequisites"
check_tools jdk maven python node git
scripts/services.sh
scripts/python-env.sh .venv/tools scripts/requirements-tools.txt
scripts/python-env.sh .venv/mlflow3 conformance/requirements-mlflow3.txt
scripts/python-env.sh .venv/mlflow2 conformance/requirements-mlflow2.txt
scripts/python-env.sh .venv/hook python/tests/requirements.txt
export ASSAY_PYTHON_MLFLOW3=$root/.venv/mlflow3/bin/python
export ASSAY_PYTHON_MLFLOW2=$root/.venv/mlflow2/bin/python
export ASSAY_PYTHON_HOOK=$root/.venv/hook/bin/python

step "Shell and Python checks"
scripts/lint.sh

step "Build"
scripts/build.sh

step "Java: checks, unit tests, store kits, then real clients and faults"
find . -path ./.venv -prune -o -path '*/target/surefire-reports/*.xml' -exec rm -f {} +
# shellcheck disable=SC2086 # a list of arguments, split at its spaces
scripts/maven.sh ${MAVEN_ARGUMENTS:-} verify

step "Web page: its modules, then all of it in a browser"
scripts/ui-tests.sh

step "Scripts"
"$(find_python)" -m unittest discover --start-directory scripts/tests --verbose

step "Python: hook, supervisor, assay.init()"
"$ASSAY_PYTHON_MLFLOW3" -m unittest discover --start-directory python/tests --verbose

step "Quickstart, read back"
quickstart_data=$(mktemp -d)
trap 'rm -rf "$quickstart_data"' EXIT
CI=true DATA=$quickstart_data scripts/quickstart.sh

step "Totals"
"$(find_python)" scripts/totals.py
