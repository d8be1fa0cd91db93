#!/bin/sh
# What Airbyte's platform starts, in the place of the original's entrypoint:
#   entrypoint.sh run --config FILE --catalog FILE --integration-type NAME
set -eu

# Keys and certificates of a configuration, and what SQLite sorts, go to a folder that can be written.
for folder in "${TMPDIR:-/tmp}" /tmp "$PWD"; do
    if [ -d "$folder" ] && [ -w "$folder" ]; then
        export TMPDIR="$folder"
        break
    fi
done

exec planar normalization "$@"
