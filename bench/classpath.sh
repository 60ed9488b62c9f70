# Compiles the benchmarks when they changed. Sets root, JAVA_HOME and bench_classpath. Source it.
# shellcheck shell=bash

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/toolchain.sh
. "$root/scripts/toolchain.sh"
check_tool jdk || exit 1
JAVA_HOME=$(find_java_home)
export JAVA_HOME

list=$root/bench/target/classpath
if [ ! -f "$list" ] || [ -n "$(find "$root/bench/src" "$root/bench/pom.xml" -newer "$list" -print -quit)" ]; then
  echo "bench: compiling" >&2
  "$root/scripts/maven.sh" --quiet --projects bench --also-make process-classes
fi
bench_classpath=$root/bench/target/classes:$(cat "$list")
export bench_classpath
