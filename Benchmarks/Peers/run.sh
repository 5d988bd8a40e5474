#!/usr/bin/env bash
# Runs the race against the peers; installs them into a folder of the build first. Without a package registry there is no
# race, and it says so.
set -euo pipefail
cd "$(dirname "$0")"
purlin=$1
shift
venv=../../.build/peers

no_race() {
    printf 'race: %s; the peers are left out\n' "$1"
    exit 0
}

missing=()
for package in beanstalkd python3-venv; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -ne 0 ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    printf 'race: installing %s\n' "${missing[*]}"
    "${as_root[@]}" apt-get update -qq || no_race "no list of packages could be fetched"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >/dev/null || no_race "${missing[*]} could not be installed"
fi
if ! cmp -s requirements.txt "$venv/installed.txt"; then
    printf 'race: installing the peers of requirements.txt\n'
    python3 -m venv "$venv" || no_race "no virtual environment could be made"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt ||
        no_race "the peers could not be installed"
    cp requirements.txt "$venv/installed.txt"
fi
exec "$venv/bin/python" race.py --purlin "$(realpath "$purlin")" "$@"
