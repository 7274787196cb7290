#!/bin/sh
# Fetches the pinned Dear ImGui source into the folder given, and checks its sha256.
# On Debian and its kin: the trixie source package, through this machine's own configured mirror, with a private apt state, so
# that the system's sources stay untouched. Elsewhere: the same release's tarball from upstream, fetched by CMake.
set -eu
dest=$1
archive=imgui_1.90.1+ds.orig.tar.xz
sha256=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c

mkdir -p "$dest"
cd "$dest"
if [ -f "$archive" ] && echo "$sha256  $archive" | sha256sum --check --status; then exit 0; fi
command -v apt-get >/dev/null || { echo "apt-get not found" >&2; exit 2; }

mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep '/debian/*$' | sort -u | head -n 1)
[ -n "$mirror" ] || { echo "no Debian mirror is configured on this machine" >&2; exit 2; }
state=$dest/apt-state
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
echo "deb-src $mirror trixie main" >"$state/sources.list"
private="-oDir::Etc::sourcelist=$state/sources.list -oDir::Etc::sourceparts=/dev/null -oDir::State::lists=$state/lists
 -oDir::Cache=$state/cache -oAPT::Sandbox::User= -oAcquire::Languages=none"
# shellcheck disable=SC2086
apt-get $private -qq update
# shellcheck disable=SC2086
apt-get $private -qq source --download-only imgui >/dev/null
rm -rf "$state"
echo "$sha256  $archive" | sha256sum --check --status || { echo "$dest/$archive: sha256 differs from the pinned one" >&2; exit 3; }
