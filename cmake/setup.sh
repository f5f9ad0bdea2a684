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

# Another installation may hold apt's locks; the list lock knows no time limit of its own.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5 6; do
    "$@" && return 0
    [ "$attempt" -eq 6 ] || sleep $((5 * attempt))
  done
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

apt_get() {
  as_root apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null
}

install_packages() {
  patiently apt_get update || echo "setup: the package lists could not be refreshed; trying with those at hand" >&2
  patiently apt_get install --no-install-recommends "$@"
}

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is not Debian; the build needs what $list names" >&2
  exit 0
fi

mapfile -t packages < <(missing)
if [ "${#packages[@]}" -eq 0 ]; then exit 0; fi

echo "setup: installing ${packages[*]}" >&2
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
  echo "setup: neither root nor sudo; as root, run: apt-get install ${packages[*]}" >&2
  exit 1
fi
install_packages "${packages[@]}" >&2
