#!/bin/sh
# Installs the Debian packages of packages.txt that are missing: as root, or through sudo where it asks for nothing; otherwise
# prints the exact line to run and stops. Does nothing, quickly and offline, when all are there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
missing=
for package in $(sed 's/#.*//' "$here/packages.txt"); do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
install="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=sudo
else
    echo "These packages are missing. Please run, and then start again:" >&2
    echo "  sudo apt-get update && sudo $install" >&2
    exit 1
fi
echo "Installing:$missing" >&2
# A fresh machine has no package lists yet; an old one may have stale ones. Update only when the first try fails.
export DEBIAN_FRONTEND=noninteractive
$as_root ${as_root:+env DEBIAN_FRONTEND=noninteractive} $install -oDPkg::Lock::Timeout=300 >/dev/null 2>&1 && exit 0
$as_root apt-get -oDPkg::Lock::Timeout=300 update >/dev/null
$as_root ${as_root:+env DEBIAN_FRONTEND=noninteractive} $install -oDPkg::Lock::Timeout=300 >/dev/null
