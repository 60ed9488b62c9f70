#!/usr/bin/env bash
# Builds the app (cli/target/assay) and its start-up cache. Tests nothing.
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$root/scripts/ui.sh"
echo "Building Assay (the first time, Maven downloads its plugins and libraries) ..."
"$root/scripts/maven.sh" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dmaven.test.skip=true -Dspotless.check.skip=true \
  --projects cli --also-make package
"$root/scripts/aot-cache.sh"
echo "Built. Start it with ./assay serve"
