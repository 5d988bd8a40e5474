#!/usr/bin/env bash
# Installs what the build needs and is missing; says nothing when all is there.
set -euo pipefail

needed_swift=6.3
packages=(libsqlite3-dev libcurl4-openssl-dev libjansson-dev pkg-config python3)

fail() {
    printf 'bootstrap: %s\n' "$1" >&2
    exit 1
}

if ! command -v swift >/dev/null; then
    fail "the Swift toolchain is missing: install Swift $needed_swift or newer for Debian 12 (swift.org/install) and put it on the PATH"
fi
found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
if [ "$(printf '%s\n' "$needed_swift" "${found:-0}" | sort -V | head -n 1)" != "$needed_swift" ]; then
    fail "Swift ${found:-of an unknown version} is too old: install Swift $needed_swift or newer (swift.org/install)"
fi

# Tests start sshd themselves. Where an init would start it as a service too, it is not installed unasked.
if [ -x /usr/sbin/sshd ] || [ ! -d /run/systemd/system ]; then
    packages+=(openssh-server)
else
    printf 'bootstrap: the tests of SFTP are left out: openssh-server is not installed, which would also open port 22 here\n'
fi

command -v dpkg-query >/dev/null || exit 0
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "install ${missing[*]} as root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi
printf 'bootstrap: installing %s\n' "${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
