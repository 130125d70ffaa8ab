#!/bin/sh
# Install the requirement files given into .venv, which is made when missing; a file already installed as it stands costs nothing.
set -eu
venv=.venv

usable() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3.14 python3 python; do
        if [ -n "$name" ] && usable "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and was not found (PYTHON=/path/to/python names one)." >&2
    return 1
}

make_venv() {
    "$1" -m venv "$venv" >/dev/null 2>&1 && return
    rm -rf "$venv"
    sh scripts/system_package.sh python3-venv
    "$1" -m venv "$venv"
}

usable "$venv/bin/python" || make_venv "$(find_python)"
for file in "$@"; do
    cmp -s "$file" "$venv/installed-$file" && continue
    echo "Installing $file into $venv (once; a minute or two)…" >&2
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --requirement "$file"
    cp "$file" "$venv/installed-$file"
done
