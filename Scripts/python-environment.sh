#!/usr/bin/env bash
# python-environment.sh FOLDER REQUIREMENTS: a virtual environment with exactly these packages, made where it is missing or was
# made from others. Where it cannot be made, as without a package registry, says why and ends with status 1.
set -euo pipefail
folder=$1
requirements=$2

fail() {
    printf '%s\n' "$1"
    exit 1
}

cmp -s "$requirements" "$folder/installed.txt" && exit 0
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq >&2 || fail "no list of packages could be fetched for python3-venv"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >&2 ||
        fail "python3-venv could not be installed"
fi
rm -rf "$folder"
python3 -m venv "$folder" >&2 || fail "no virtual environment could be made in $folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" >&2 ||
    fail "the packages of $requirements could not be installed"
cp "$requirements" "$folder/installed.txt"
