#!/bin/sh
# Finds a Chromium for the tests, or installs one: install_chromium.sh PYTHON. Called by make test.
set -eu

python=$1
cd "$(dirname "$0")"
found() {
    "$python" -c 'from playwright.sync_api import sync_playwright
from browsing import chromium
with sync_playwright() as playwright: print(chromium(playwright))' 2>/dev/null
}

if found; then exit 0; fi
echo "Installing Chromium, in which the tests read the site …"
if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
if command -v apt-get >/dev/null; then
    { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk; } || true
fi
if found; then exit 0; fi
"$python" -m playwright install --with-deps chromium || true
if found; then exit 0; fi
echo "That did not work. Install Chromium yourself, then run make test again." >&2
exit 1
