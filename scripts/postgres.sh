#!/bin/sh
# Keeps a PostgreSQL for as long as its standard input is open, also after KILL of whoever holds the other end; then ends it
# and removes its FOLDER. It exits earlier where the server has ended otherwise, and leaves the folder to the next start.
# Parameters: the command that runs the server in the foreground.
set -u
"$@" </dev/null >&2 &
server=$!
exec 3<&0
(
  while read -r _ <&3; do :; done
  : >"$FOLDER/ended"
  kill -INT "$server"
) </dev/null &
reader=$!
wait "$server"
kill "$reader" 2>/dev/null
if [ -e "$FOLDER/ended" ]; then rm -rf "$FOLDER"; fi
