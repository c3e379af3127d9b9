#!/bin/sh
# Makes the virtual environment: setup.sh FOLDER. Called by make; a second run repairs what is there.
set -eu

venv=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed. Say which one to use: make PYTHON=python3.12" >&2
    exit 1
fi

# Debian and Ubuntu keep the part of Python that makes virtual environments in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
    echo "Installing $package, without which Python makes no virtual environments …"
    if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq "$package"; }; then
        echo "That did not work. Install $package yourself, then run make again." >&2
        exit 1
    fi
fi

echo "Setting up in $venv …"
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
# The engine itself, as it stands in this folder, with its command.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
