#!/bin/sh
# Puts the program and its entrypoint into their places, for a user who may write nowhere but in /tmp:
#   Docker/install.sh PROGRAM         on this machine, with the packages that they need
#   Docker/install.sh PROGRAM FOLDER  below a folder, and nothing else
set -eu
program=$1
root=${2-}
here=$(cd "$(dirname "$0")" && pwd)

if [ -z "$root" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends \
        ca-certificates libpq5 libsqlite3-0 libssl3 libstdc++6 openssh-client zlib1g
    apt-get clean
    rm -rf /var/lib/apt/lists/*
    # ssh wants a user that the system knows.
    useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin planar
fi

mkdir -p "$root/usr/local/bin" "$root/airbyte"
cp "$program" "$root/usr/local/bin/planar"
cp "$here/entrypoint.sh" "$root/airbyte/entrypoint.sh"
chmod 755 "$root/usr/local/bin/planar" "$root/airbyte/entrypoint.sh"
