#!/usr/bin/env bash
# Builds the web page (ui/target/dist), which the server is packed with, unless it is built from the same sources
# already. Without Node it says so, and the server is built without its page; CI does not put up with that.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root/ui"

# shellcheck source=scripts/toolchain.sh
. "$root/scripts/toolchain.sh"

sources_digest() {
  find index.html package.json package-lock.json tsconfig.json vite.config.ts public scripts src \
    ../protocol/rest/src/main/resources/dev/assay/protocol/rest/openapi.json -type f -exec cksum {} + | LC_ALL=C sort | cksum
}

built=target/dist.sources
if [ -f target/dist/index.html ] && [ "$(cat "$built" 2>/dev/null)" = "$(sources_digest)" ]; then
  exit 0
fi

if ! check_tool node; then
  [ -z "${CI:-}" ] || exit 1
  echo "         Assay is built without its web page." >&2
  exit 0
fi

# npm writes down what it installed; a lock file that is newer is installed again.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "Installing the web page's build tools ..."
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
fi
echo "Building the web page ..."
npm run --silent build
# What an earlier build left behind must not get into the program.
rm -rf ../server/target/classes/dev/assay/server/ui
sources_digest >"$built"
