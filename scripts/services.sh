#!/usr/bin/env bash
# Sees to the programs the tests start for themselves: PostgreSQL's, and Chromium. Installs them where that needs no
# question (root on a machine with apt); otherwise says so, and fails in CI.
set -euo pipefail

# The tests look for PostgreSQL where Debian and its kin put it.
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# Where ui/playwright.config.ts looks, too.
has_chromium() {
  local path
  for path in ${ASSAY_CHROMIUM:+"$ASSAY_CHROMIUM"} /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [ -x "$path" ] && return
  done
  return 1
}

apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  echo "Installing $* ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

unavailable() {
  echo "missing: $1" >&2
  [ -z "${CI:-}" ] || exit 1
  echo "         The tests that need it will be skipped." >&2
}

has_postgres || apt_install postgresql || unavailable "PostgreSQL. Install it: 'apt-get install postgresql' on Debian or Ubuntu."
# LightGBM, used with the real clients, loads the OpenMP library of the system.
[ "$(uname)" != Linux ] || ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1' || apt_install libgomp1 \
  || unavailable "libgomp. Install it: 'apt-get install libgomp1'."
has_chromium || apt_install chromium || unavailable "Chromium. Install it: 'apt-get install chromium', or set ASSAY_CHROMIUM to it."
