#!/usr/bin/env bash
# Makes the cache of loaded and linked classes that lets Assay start in less than a second: records a command once, on a
# throw-away data directory, that makes a few requests of the usual kinds to the server that goes with it, and keeps what
# the machine learned.
#
# Does nothing when the cache already fits the built jars. Assay works without the cache, only its start is slower,
# so a failure here is reported but does not fail the build.
set -uo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
app=$root/cli/target/assay
cache=$app/assay.aot
stamp=$app/assay.aot.jars

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
trap 'rm -rf "$work"' EXIT

report_failure() {
  rm -f "$cache"
  echo "warning: no start-up cache: $1. Assay works, but starts slower." >&2
  sed 's/^/  | /' "$work/log" >&2 2>/dev/null
}

command -v curl >/dev/null 2>&1 || { report_failure "curl is missing"; exit 0; }
mkdir "$work/source"
cp "$root/scripts/aot-cache.sh" "$work/source/"
git -C "$work/source" init --quiet 2>/dev/null
(
  cd "$work/source" || exit 1
  export ASSAY_JAVA_OPTS="${ASSAY_JAVA_OPTS:-} -XX:AOTCacheOutput=$cache -Xlog:aot*=error:stderr"
  unset ASSAY_SERVER MLFLOW_TRACKING_URI
  "$root/assay" run --data "$work/data" -- "$root/scripts/aot-train.sh"
) >"$work/log" 2>&1 || { report_failure "the command was not recorded"; exit 0; }
if [ -f "$cache" ]; then
  jars_digest >"$stamp"
else
  report_failure "the virtual machine wrote none"
fi
