#!/usr/bin/env bash
# Runs Maven in the repository on a JDK that is new enough: scripts/maven.sh GOAL...
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/toolchain.sh
. "$root/scripts/toolchain.sh"

check_tools jdk maven
JAVA_HOME=$(find_java_home)
export JAVA_HOME
# Maven's own libraries use what newer machines warn of.
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
cd "$root"
exec mvn --batch-mode --no-transfer-progress "$@"
