#!/usr/bin/env bash
# Tests the web page: its pure modules, then the whole page in Chromium on the built server. Without Chromium the
# second half is skipped, and says so; CI does not put up with that.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root/ui"

# A page built earlier does not bring the tools back that were deleted since.
if [ ! -f node_modules/.package-lock.json ]; then
  rm -f target/dist.sources
  "$root/scripts/ui.sh"
fi
rm -rf target/surefire-reports
npm test --silent

for path in ${ASSAY_CHROMIUM:+"$ASSAY_CHROMIUM"} /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -x "$path" ]; then
    ASSAY_CHROMIUM=$path npm run --silent browser
    exit
  fi
done
echo "SKIPPED: the page's tests in a browser; Chromium is missing. 'apt-get install chromium', or set ASSAY_CHROMIUM." >&2
[ -z "${CI:-}" ]
