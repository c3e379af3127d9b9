#!/bin/sh
# Runs the first commands of the README as a newcomer does, and prints what each one costs: first_commands.sh [TARGET…],
# in a fresh clone. The default is `serve test`. ADDRESS, an environment variable, is the address that is served.
set -eu

cd "$(dirname "$0")/.."
address=${ADDRESS:-127.0.0.1:8000}
patience=1800

answers() {
    python3 - "http://$address/" 2>/dev/null <<'PYTHON'
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
sys.exit(b"</html>" not in opener.open(sys.argv[1], timeout=60).read())
PYTHON
}

# Starts the server, waits until the home page answers, and stops it.
serve() {
    setsid make serve ADDRESS="$address" &
    server=$!
    trap 'kill -s TERM -- -$server 2>/dev/null || true' EXIT
    until answers; do
        if ! kill -0 "$server" 2>/dev/null; then
            echo "make serve ended before the page answered." >&2
            exit 1
        fi
        if [ $(($(date +%s) - start)) -gt $patience ]; then
            echo "http://$address/ did not answer within $patience s." >&2
            exit 1
        fi
        sleep 1
    done
}

for target in ${*:-serve test}; do
    start=$(date +%s)
    if [ "$target" = serve ]; then serve; else make "$target"; fi
    echo "== make $target: $(($(date +%s) - start)) s; .venv/ takes $(du -sm .venv | cut -f1) MB"
    if [ "$target" = serve ]; then
        kill -s TERM -- -"$server"
        wait "$server" || true
        trap - EXIT
    fi
done
