#!/bin/sh
# Tries the first commands of the README on a bare Debian: bare_root.sh SUITE FOLDER [TARGET…], as root.
#
#   tests/bare_root.sh bookworm /tmp/bookworm               make serve, then make test
#   tests/bare_root.sh trixie /tmp/trixie serve quick       other targets
#
# FOLDER becomes the root of a minimal system with python3, make, git and ca-certificates, and gets a clone of the last
# commit. A root that is there already is used again as it is, with a new clone. It needs debootstrap.
# MIRROR, an environment variable, names the mirror of Debian.
#
# What this machine needs to reach Debian and the package index, the root needs as well. So it gets the settings of
# apt and pip, the proxies and the certificate authorities of this machine, as far as there are any.
set -eu

if [ $# -lt 2 ] || [ "$(id -u)" != 0 ]; then
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
suite=$1 root=$2
shift 2
project=$(cd "$(dirname "$0")/.." && pwd)

if ! [ -e "$root/bin/sh" ]; then
    debootstrap --variant=minbase --include=python3,make,git,ca-certificates \
        "$suite" "$root" "${MIRROR:-http://deb.debian.org/debian}"
fi
root=$(cd "$root" && pwd)

cp -L /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep -E '^Acquire::(https?|Check-)' >"$root/etc/apt/apt.conf.d/90host" || true
for file in /etc/ssl/certs/ca-certificates.crt /etc/pip.conf /etc/xdg/pip; do
    if [ -e "$file" ]; then
        mkdir -p "$root$(dirname "$file")"
        cp -RL "$file" "$root$(dirname "$file")/"
    fi
done
for file in .pip .config/pip; do
    if [ -e "$HOME/$file" ]; then
        mkdir -p "$root/root/$(dirname "$file")"
        cp -RL "$HOME/$file" "$root/root/$(dirname "$file")/"
    fi
done

rm -rf "$root/newcomer"
git clone --quiet --no-hardlinks "$project" "$root/newcomer"

# The variables of this machine that matter, and no others; none of their values contains a line break.
kept=$(env | grep -E '^(PIP_|NPM_CONFIG_|SSL_CERT_|NODE_EXTRA_CA_CERTS=|(https?|no|all)_proxy=|(HTTPS?|NO|ALL)_PROXY=|ADDRESS=|CI=)' || true)
# In a name space of its own, so that no mount and no process survives the trial.
exec unshare --mount --pid --fork --kill-child sh -eu -c '
    root=$1 kept=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    set -f
    IFS="
"
    exec env -i $kept HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        chroot "$root" /newcomer/tests/first_commands.sh "$@"
' sh "$root" "$kept" "$@"
