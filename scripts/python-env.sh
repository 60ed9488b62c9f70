#!/usr/bin/env bash
# scripts/python-env.sh DIR REQUIREMENTS: makes DIR a private Python environment with exactly the pinned packages of
# the file REQUIREMENTS. Does nothing when it already is. Uses uv when present, else venv and pip.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/toolchain.sh
. "$root/scripts/toolchain.sh"

dir=$1
requirements=$2
stamp=$dir/requirements.stamp

check_tools python
python=$(find_python)
wanted=$(cksum <"$requirements"; "$python" -c 'import sys; print(sys.version)')
if [ -x "$dir/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi

echo "Installing the Python packages of ${requirements#"$root/"} into ${dir#"$root/"} (once) ..."
rm -rf "$dir"
if command -v uv >/dev/null 2>&1; then
  uv venv --quiet --python "$python" "$dir"
  uv pip install --quiet --python "$dir/bin/python" --requirement "$requirements"
else
  "$python" -m venv "$dir"
  "$dir/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
fi
echo "$wanted" >"$stamp"
