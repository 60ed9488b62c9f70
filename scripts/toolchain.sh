#!/usr/bin/env bash
# Finds the tools Assay is built and run with. Source it for the functions, or run it:
#
#   scripts/toolchain.sh java-home     prints the home of a JDK 25 or newer
#   scripts/toolchain.sh python        prints a Python of at least 3.10 that can make virtual environments
#   scripts/toolchain.sh check TOOL..  names each tool that is missing (jdk maven python node git), one line each
#
# Works with the bash 3.2 of macOS.

JDK_MAJOR_MIN=25
MAVEN_VERSION_MIN=3.8
PYTHON_VERSION_MIN=3.10
NODE_VERSION_MIN=20.19

# Prints the major version of the JDK in $1; prints nothing when there is none.
jdk_major() {
  local home=$1 line version=
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 0
  if [ -r "$home/release" ]; then
    # Reading the file takes no time; starting a virtual machine to ask it would.
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) version=${line#JAVA_VERSION=} ;; esac
    done <"$home/release"
  else
    version=$("$home/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  version=${version//\"/}
  version=${version#1.}
  version=${version%%[!0-9]*}
  echo "$version"
}

is_new_jdk() {
  local major
  major=$(jdk_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$JDK_MAJOR_MIN" ]
}

# Prints the home of the first `java` on the PATH, with links resolved.
java_home_on_path() {
  local file
  file=$(command -v java) || return 0
  file=$(real_path "$file")
  dirname "$(dirname "$file")"
}

# Prints $1 with every symbolic link of its last segment followed.
real_path() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  echo "$(cd -P "$(dirname "$file")" && pwd)/$(basename "$file")"
}

# Prints the folders where JDKs are usually installed, one a line.
usual_jdk_homes() {
  local home
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    "$HOME"/.asdf/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    [ -x "$home/bin/java" ] && echo "$home"
  done
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$JDK_MAJOR_MIN+" 2>/dev/null || true
  fi
}

# Prints the home of a JDK that is new enough, or fails. What the user chose comes first (JAVA_HOME, the PATH),
# then the lowest version that will do, which is the one Assay is tested with.
find_java_home() {
  local home major best='' best_major=''
  for home in "${JAVA_HOME:-}" "$(java_home_on_path)"; do
    if [ -n "$home" ] && is_new_jdk "$home"; then
      echo "$home"
      return
    fi
  done
  while IFS= read -r home; do
    major=$(jdk_major "$home")
    [ -n "$major" ] && [ "$major" -ge "$JDK_MAJOR_MIN" ] || continue
    if [ -z "$best" ] || [ "$major" -lt "$best_major" ]; then
      best=$home best_major=$major
    fi
  done <<EOF
$(usual_jdk_homes)
EOF
  [ -n "$best" ] && echo "$best"
}

# True when the dotted version $1 is at least $2; looks at the first two numbers only.
version_at_least() {
  local major=${1%%.*} minor=${1#*.}
  local want_major=${2%%.*} want_minor=${2#*.}
  minor=${minor%%[!0-9]*}
  [ "$major" -gt "$want_major" ] || { [ "$major" -eq "$want_major" ] && [ "${minor:-0}" -ge "$want_minor" ]; }
}

# Prints a Python that is new enough and can make virtual environments, or fails.
find_python() {
  local name
  for name in ${ASSAY_PYTHON:+"$ASSAY_PYTHON"} python3 python3.13 python3.12 python3.11 python3.10 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (${PYTHON_VERSION_MIN/./, }))" 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

find_maven_version() {
  local home
  command -v mvn >/dev/null 2>&1 || return 0
  home=$(find_java_home) || return 0
  JAVA_HOME=$home mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

find_node_version() {
  command -v npm >/dev/null 2>&1 || return 0
  node --version 2>/dev/null | sed -n 's/^v\([0-9][0-9.]*\).*/\1/p'
}

missing() { echo "missing: $*" >&2; }

check_tool() {
  local version
  case $1 in
    jdk)
      find_java_home >/dev/null && return
      missing "JDK $JDK_MAJOR_MIN or newer. Install one (for example https://adoptium.net) and, if it is not found, set JAVA_HOME to it."
      ;;
    maven)
      version=$(find_maven_version)
      [ -n "$version" ] && version_at_least "$version" "$MAVEN_VERSION_MIN" && return
      # Without a JDK Maven cannot even tell its version; that line is enough.
      command -v mvn >/dev/null 2>&1 && ! find_java_home >/dev/null && return
      missing "Maven $MAVEN_VERSION_MIN or newer${version:+ (found $version)}. Install it: 'apt-get install maven', 'brew install maven', or https://maven.apache.org."
      ;;
    python)
      find_python >/dev/null && return
      missing "Python $PYTHON_VERSION_MIN or newer with venv. Install it: 'apt-get install python3 python3-venv', 'brew install python', or https://www.python.org."
      ;;
    node)
      version=$(find_node_version)
      [ -n "$version" ] && version_at_least "$version" "$NODE_VERSION_MIN" && return
      missing "Node $NODE_VERSION_MIN or newer with npm${version:+ (found $version)}. Install it: 'apt-get install nodejs npm', 'brew install node', or https://nodejs.org."
      ;;
    git)
      command -v git >/dev/null 2>&1 && return
      missing "git. Install it: 'apt-get install git', 'brew install git', or https://git-scm.com."
      ;;
    *)
      echo "toolchain.sh: no tool named '$1': use jdk, maven, python, node or git" >&2
      ;;
  esac
  return 1
}

# Fails when one of the named tools is missing, after naming them all.
check_tools() {
  local tool failed=0
  for tool in "$@"; do
    check_tool "$tool" || failed=1
  done
  return $failed
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  command=${1:-help}
  [ $# -eq 0 ] || shift
  case $command in
    java-home) check_tool jdk && find_java_home ;;
    python) check_tool python && find_python ;;
    check) check_tools "$@" ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" ;;
  esac
fi
