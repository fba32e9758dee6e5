#!/usr/bin/env bash
# Checks the files of deploy with the programs that will read them, where those are here. What is
# missing is said and skipped; what is wrong ends it. What deploy names of Vekha itself (variables,
# keys, flags, metrics) is checked by `make test`.
set -euo pipefail
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
PATH="$PATH:/usr/sbin"

have() { command -v "$1" >/dev/null || { echo "SKIPPED: $2 (no $1 here)"; return 1; }; }

if have nats-server "the configuration of NATS"; then
  set -a
  for user in ENGINE SCHEDULER INTAKE NOTIFIER DASHBOARD VEKHA READER; do
    eval "NATS_${user}_PASSWORD=word"
  done
  NATS_NAME=vekha-1 NATS_ROUTE_PASSWORD=word
  for n in 1 2 3; do eval "NATS_ROUTE_$n=nats://route:word@127.0.0.1:1622$n"; done
  set +a
  for file in nats node; do nats-server -t -c "nats/$file.conf"; done
fi

if have systemd-analyze "the units"; then
  # The program need not be installed here: any that is stands for it.
  mkdir "$scratch/units"
  for unit in systemd/*; do
    sed 's#^ExecStart=/usr/local/bin/vekha#ExecStart=/bin/true#' "$unit" >"$scratch/units/${unit#systemd/}"
  done
  for role in engine scheduler intake notifier dashboard; do
    cp "$scratch/units/vekha@.service" "$scratch/units/vekha@$role.service"
  done
  systemd-analyze verify "$scratch"/units/vekha.service "$scratch"/units/vekha@*[a-z].service
  for unit in vekha.service vekha@.service; do
    systemd-analyze security --offline=true --threshold=20 "$scratch/units/$unit" | tail -n 1
  done
fi

if have promtool "alert rules"; then
  promtool check config observe/prometheus.yml
fi

if have kubectl "the manifests"; then
  kubectl kustomize kubernetes >"$scratch/all.yaml"
  echo "kubernetes: $(grep -c '^kind:' "$scratch/all.yaml") objects"
fi

sed 's/=$/=word/' compose/.env.example >"$scratch/env"
if docker compose version >/dev/null 2>&1; then
  docker compose --env-file "$scratch/env" -f compose/compose.yaml config --quiet
  echo "compose: good"
elif command -v docker-compose >/dev/null; then
  # The older program does not know the project's name.
  sed '/^name:/d' compose/compose.yaml >"$scratch/compose.yaml"
  docker-compose --env-file "$scratch/env" -f "$scratch/compose.yaml" config --quiet
  echo "compose: good"
else
  echo "SKIPPED: compose (no docker compose here)"
fi
