#!/bin/sh
# Makes a virtual environment with Python 3.11 to 3.13: sh scripts/venv.sh DIR. Names the command for what is missing.
# PYTHON=... picks an interpreter; without it the first that will do is taken.
set -eu
target=${1:?usage: sh scripts/venv.sh DIR}

in_range() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }
say() { printf '%s\n' "$*" >&2; }

# Debian's interpreter leaves ensurepip to a package of its own; as root we install it, else we say how.
install_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing $* (Debian packages) ..."
        apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >&2
    else
        return 1
    fi
}

found=
without_venv=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
    command -v "$candidate" >/dev/null 2>&1 && in_range "$candidate" || continue
    if has_venv "$candidate"; then found=$candidate; break; fi
    [ -n "$without_venv" ] || without_venv=$candidate
done

if [ -z "$found" ] && [ -n "$without_venv" ]; then
    # Debian calls it python3.11-venv; python3-venv brings the one of its default Python.
    package=python$(version "$without_venv")-venv
    if install_packages "$package" && has_venv "$without_venv"; then
        found=$without_venv
    else
        say "$without_venv has no venv module (ensurepip is missing). Install it, then run make again:"
        say "    apt-get install python3-venv        (or $package)"
        exit 1
    fi
fi

if [ -z "$found" ] && [ -n "${PYTHON:-}" ]; then
    say "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13. Name one that is, or leave PYTHON unset."
    exit 1
fi
if [ -z "$found" ]; then
    if install_packages python3 python3-venv && in_range /usr/bin/python3 && has_venv /usr/bin/python3; then
        found=/usr/bin/python3
    else
        say "No Python 3.11, 3.12 or 3.13 was found. Install one, then run make again:"
        say "    apt-get install python3 python3-venv"
        say "or name one you have:    make PYTHON=/path/to/python3.12 map"
        exit 1
    fi
fi

say "Making $target with $(command -v "$found") ($("$found" --version 2>&1))"
"$found" -m venv --clear "$target"
