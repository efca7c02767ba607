#!/bin/sh
# `npm start`: installs, builds, then becomes the server. Standard output belongs to the server alone.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh
node scripts/build.mjs >&2
exec node dist/api/main.js
