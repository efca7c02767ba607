#!/bin/sh
# Keeps a program of PostgreSQL, initdb or the server, for as long as its standard input is open, also after KILL of whoever holds
# the other end; then ends it and removes its FOLDER. It exits earlier where the program has ended otherwise, with its status,
# and leaves the folder to the next one. Parameters: the command that runs it in the foreground.
set -u
"$@" </dev/null &
program=$!
exec 3<&0
(
  while read -r _ <&3; do :; done
  : >"$FOLDER/ended"
  kill -INT "$program"
) </dev/null &
reader=$!
wait "$program"
status=$?
kill "$reader" 2>/dev/null
if [ -e "$FOLDER/ended" ]; then
  # What initdb has begun may go on to write for a moment.
  tries=0
  until rm -rf "$FOLDER" 2>/dev/null || [ "$tries" -eq 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
fi
exit "$status"
