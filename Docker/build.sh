#!/bin/sh
# Builds the program for the image: Docker/build.sh FOLDER leaves it there, as FOLDER/planar.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."

./.ci/install libpq-dev libsqlite3-dev libssl-dev pkg-config
swift build --configuration release --static-swift-stdlib --product planar
strip -o "$out/planar" .build/release/planar
