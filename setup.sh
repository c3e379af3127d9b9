#!/bin/sh
# Makes the virtual environment with everything that the site needs: setup.sh FOLDER. Called by make. A second run
# repairs what is there.
set -eu

venv=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Charsu needs Python 3.11 or newer. Name the one to use: make PYTHON=python3.12" >&2
    exit 1
fi

# Debian and Ubuntu keep the part of Python that makes virtual environments in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
    echo "Installing $package, which Python needs to make virtual environments …"
    if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "$package"; }; then
        echo "That failed; the reason is above. Install $package by hand, then run the command again." >&2
        exit 1
    fi
fi

echo "Setting up $venv/: this happens once, and downloads about 40 MB …"
"$python" -m venv "$venv"
# The output stays visible: on a terminal pip draws progress bars, elsewhere it names each package.
"$venv/bin/python" -m pip install --disable-pip-version-check --no-compile --require-hashes --requirement requirements.txt
# The engine itself runs from this folder, with its command `wiki`. It is no download, so it has no hash.
echo "Installing the command wiki …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "The set-up is complete."
