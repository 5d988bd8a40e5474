#!/usr/bin/env bash
# Lets the usual Python libraries for Odoo work with the built simulator, once for each version. Without a package registry they
# are left out, and it says so.
set -euo pipefail
cd "$(dirname "$0")/.."
clients=IntegrationTests/OdooClients
environment=.build/odoo-clients

if ! reason=$(Scripts/python-environment.sh "$environment" "$clients/requirements.txt"); then
    printf 'Odoo clients: left out: %s\n' "$reason"
    exit 0
fi
simulator=$(swift build --show-bin-path)/odoo-simulator
for version in 17 18 19; do
    key=$([ "$version" -lt 19 ] || echo key-of-the-clients)
    coproc SIMULATOR { exec "$simulator" --port 0 --version "$version" --api-key "$key" --exit-with-parent; }
    # The shell forgets its own variable as soon as the process is gone.
    process=$SIMULATOR_PID
    trap 'kill "$process" 2>/dev/null || true' EXIT
    read -r line <&"${SIMULATOR[0]}"
    printf 'Odoo clients: version %s\n' "$version"
    "$environment/bin/python" "$clients/clients.py" "${line##* }" kestrel $key
    kill "$process"
    wait "$process" || true
done
trap - EXIT
