#!/usr/bin/env bash
# Runs the race against the peers; installs them into a folder of the build first. Without a package registry there is no
# race, and it says so.
set -euo pipefail
purlin=$(realpath "$1")
shift
cd "$(dirname "$0")"
venv=../../.build/peers

no_race() {
    printf 'race: %s; the peers are left out\n' "$1"
    exit 0
}

if ! dpkg-query -W -f '${Status}' beanstalkd 2>/dev/null | grep -q 'ok installed'; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    printf 'race: installing beanstalkd\n'
    "${as_root[@]}" apt-get update -qq || no_race "no list of packages could be fetched"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends beanstalkd \
        >/dev/null || no_race "beanstalkd could not be installed"
fi
reason=$(../../Scripts/python-environment.sh "$venv" requirements.txt) || no_race "$reason"
exec "$venv/bin/python" race.py --purlin "$purlin" "$@"
