#!/usr/bin/env bash
# Installs the Debian packages that are missing:  cmake/setup.sh build|test
# Asks dpkg first, so that nothing happens, at once, when nothing is missing.
set -euo pipefail

purpose=${1:-build}
list=$(dirname "$0")/packages.txt

wanted() { awk -v purpose="$purpose" '$1 == "build" || $1 == purpose { print $2 }' "$list"; }

missing() {
  local installed
  # shellcheck disable=SC2046
  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' $(wanted) 2>/dev/null | awk '$1 == "installed" { print $2 }') || true
  comm -23 <(wanted | sort -u) <(sort -u <<<"$installed")
}

apt_get() {
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@")
  if [ "$(id -u)" -ne 0 ]; then command=(sudo "${command[@]}"); fi
  "${command[@]}" </dev/null
}

# Another installation may hold the locks of apt's lists and archives, which know no time limit of their own.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5 6; do
    "$@" >"$log" 2>&1 && return 0
    grep -qi 'lock' "$log" || return 1
    sleep $((5 * attempt))
  done
  return 1
}

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is not Debian; the build needs what $list names" >&2
  exit 0
fi

mapfile -t packages < <(missing)
if [ "${#packages[@]}" -eq 0 ]; then exit 0; fi

if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
  echo "setup: neither root nor sudo; as root, run: apt-get install ${packages[*]}" >&2
  exit 1
fi

echo "setup: installing ${packages[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
patiently apt_get update || echo "setup: the package lists could not be refreshed; trying with those at hand" >&2
if ! patiently apt_get install --no-install-recommends "${packages[@]}"; then
  tail -n 40 "$log" >&2
  echo "setup: the packages could not be installed; apt-get says why above" >&2
  exit 1
fi
