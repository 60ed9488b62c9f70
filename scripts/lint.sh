#!/usr/bin/env bash
# Checks the shell and Python files; `scripts/lint.sh --fix` formats what can be formatted.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
scripts/python-env.sh .venv/tools scripts/requirements-tools.txt

if [ "${1:-}" = --fix ]; then
  .venv/tools/bin/ruff check --quiet --fix .
  .venv/tools/bin/ruff format --quiet .
  exit
fi
git grep -z --untracked --files-with-matches '^#!/usr/bin/env bash' \
  | xargs -0 .venv/tools/bin/shellcheck --source-path=. --external-sources
.venv/tools/bin/ruff check --quiet .
.venv/tools/bin/ruff format --quiet --check .
