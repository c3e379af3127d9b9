#!/bin/sh
# Finds a Chromium for the tests, or installs one: install_chromium.sh PYTHON. Called by make.
set -eu

python=$1
cd "$(dirname "$0")"
reason=$(mktemp)
trap 'rm -f "$reason"' EXIT

# Starts Chromium as the tests do. Prints its path, or leaves the reason in a file.
starts() {
    "$python" -c 'from playwright.sync_api import sync_playwright
from browsing import chromium, launch
with sync_playwright() as playwright:
    launch(playwright).close()
    print("The tests use", chromium(playwright))' 2>"$reason"
}

install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" || true
}

shell=chromium-headless-shell # without windows, menus and tabs; the tests take half the time in it
if starts; then
    if command -v $shell >/dev/null || ! command -v apt-get >/dev/null; then exit 0; fi
    if [ "$(id -u)" != 0 ]; then
        echo "With the package $shell, the tests take about half the time in the browser."
        exit 0
    fi
    as_root=
    echo "Installing $shell, in which pages open in half the time …"
    apt-get update -qq || true
    install $shell
    starts
    exit 0
fi
echo "Chromium, which the tests need, does not start yet: $(grep -i -m 1 -e error -e 'no chromium' "$reason" || tail -n 1 "$reason")"
if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
if command -v apt-get >/dev/null; then
    # One by one: Ubuntu has no package chromium, but has the others.
    echo "Installing Chromium, fonts for all scripts, and what Playwright needs …"
    $as_root apt-get update -qq || true
    install libatomic1 # for Playwright's own Node.js
    install fonts-noto-core fonts-noto-cjk
    if starts; then exit 0; fi
    install $shell
    if starts; then exit 0; fi
    install chromium
    if starts; then exit 0; fi
fi
echo "Installing the Chromium that Playwright offers …"
"$python" -m playwright install --with-deps chromium || true
if starts; then exit 0; fi

{
    cat "$reason"
    echo
    echo "Chromium does not start; the error is above. Mend what it names, then run the same command again. Any of"
    echo "these serves: a Chromium or Chrome in PATH, or \"$python -m playwright install --with-deps chromium\"."
    echo "\"make quick\" runs every check that needs no browser."
} >&2
exit 1
