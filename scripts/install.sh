#!/bin/sh
# Installs the packages of package-lock.json where they are not installed yet. Writes to standard error only.
set -eu
cd "$(dirname "$0")/.."

if ! node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1);
'; then
  echo "Sealdrop needs Node.js 20.19 or newer; this is $(node --version)." >&2
  exit 1
fi

if ! node scripts/installed.mjs; then
  echo "Installing packages" >&2
  npm ci --loglevel=error --no-progress >&2
fi
