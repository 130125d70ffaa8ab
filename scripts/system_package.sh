#!/bin/sh
# Install a Debian or Ubuntu package, when this machine and this account can; otherwise say what to install by hand.
set -eu

refuse() {
    echo "« $1 » is missing and could not be installed from here: please install it with your system's package manager." >&2
    exit 1
}

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    refuse "$1"
fi
command -v apt-get >/dev/null 2>&1 || refuse "$1"
echo "Installing the system package $1…" >&2
$as_root apt-get update -qq >/dev/null 2>&1 || true  # an old list may still do
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$1" >/dev/null || refuse "$1"
