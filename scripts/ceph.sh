#!/usr/bin/env bash
# A Ceph object gateway of one node for the tests: monitor, one OSD and RADOS gateway on loopback, everything below DIR.
#
#   DIR=/tmp/ceph RGW_PORT=7580 MON_PORT=6889 ACCESS_KEY=... SECRET_KEY=... bash scripts/ceph.sh up
#   up: starts it, empty at first, again as it was left    down: TERM    kill: KILL    wipe: KILL, and removes DIR
#   pause: STOP, so that it takes connections and answers none    resume: CONT
#   guard: wipes as soon as standard input ends, so that nothing stays behind however the caller ended
#
# Debian's packages radosgw, ceph-mon and ceph-osd; no manager, no systemd, no block device. scripts/s3-server.mjs
# chooses ports and folder.
set -Eeuo pipefail

: "${DIR:?a folder of its own}"
RGW_PORT=${RGW_PORT:-7580}
MON_PORT=${MON_PORT:-6889}
export CEPH_CONF=$DIR/ceph.conf LC_ALL=C.UTF-8

configure() {
  cat >"$CEPH_CONF" <<CONF
[global]
fsid = $(cat "$DIR/fsid")
mon host = v1:127.0.0.1:$MON_PORT
auth cluster required = none
auth service required = none
auth client required = none
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = $DIR/run
admin socket = $DIR/run/\$name.asok
log file = $DIR/run/\$name.log
pid file = $DIR/run/\$name.pid
keyring = $DIR/keyring
[mon]
mon data = $DIR/mon
mon initial members = a
[osd]
osd data = $DIR/osd
osd objectstore = bluestore
# A sparse file: it takes what is stored in it.
bluestore block size = 21474836480
osd class update on start = false
osd crush update on start = false
osd memory target = 939524096
[client]
# Without tcp_nodelay each small answer waits 40 ms.
rgw frontends = beast endpoint=127.0.0.1:$RGW_PORT tcp_nodelay=1
# Buckets are in the path of http://127.0.0.1 and in the host name of http://BUCKET.s3.localhost.
rgw dns name = s3.localhost
rgw data = $DIR/rgw
rgw gc obj min wait = 5
rgw gc processor period = 30
CONF
}

# Each in a process group of its own, which is its process id.
start() {
  local name=$1
  shift
  setsid "$@" >"$DIR/run/$name.out" 2>&1 </dev/null &
  echo $! >"$DIR/run/$name.group"
}

# Runs a command again until it succeeds, for $1 times a fifth of a second.
await() {
  local left=$1
  shift
  until "$@" 2>/dev/null; do
    ((left--)) || return 1
    sleep 0.2
  done
}

# A monitor that has just begun may refuse it; a second time it answers the same.
register_osd() { timeout 20 ceph osd new "$1" >/dev/null; }
osd_is_up() { timeout 10 ceph osd stat | grep -q '1 up'; }
gateway_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$RGW_PORT"); }

up() {
  local first=
  trap 'tail -n 20 "$DIR"/run/*.out >&2' ERR
  mkdir -p "$DIR/run"
  if [ ! -d "$DIR/mon" ]; then
    first=yes
    mkdir "$DIR/mon" "$DIR/osd" "$DIR/rgw"
    cat /proc/sys/kernel/random/uuid >"$DIR/fsid"
  fi
  configure
  if [ "$first" ]; then
    local map=$DIR/monmap id
    id=$(cat "$DIR/fsid")
    monmaptool --create --addv a "[v1:127.0.0.1:$MON_PORT]" --fsid "$id" "$map" >/dev/null
    ceph-mon -i a --mkfs --monmap "$map"
  fi
  start mon ceph-mon -f -i a
  if [ "$first" ]; then
    local osd
    osd=$(cat /proc/sys/kernel/random/uuid)
    await 50 register_osd "$osd"
    ceph-osd -i 0 --mkfs --osd-uuid "$osd" >"$DIR/run/mkfs.out" 2>&1
    ceph osd crush add osd.0 1.0 root=default host=localhost 2>/dev/null
  fi
  start osd ceph-osd -f -i 0
  await 300 osd_is_up
  if [ "$first" ]; then
    timeout 90 radosgw-admin user create --uid=tests --display-name=tests \
      --access-key="${ACCESS_KEY:?}" --secret="${SECRET_KEY:?}" >"$DIR/run/user.out" 2>&1
  fi
  start rgw radosgw -f -n client.rgw.a
  await 300 gateway_answers
}

# The groups that are still there get the signal $1, and the command that follows is run for each.
signal() {
  local name group with=$1
  shift
  for name in rgw osd mon; do
    group=$(cat "$DIR/run/$name.group" 2>/dev/null) || continue
    kill "-$with" -- "-$group" 2>/dev/null || continue
    "$@" "$group"
  done
}

ensure_gone() { await 150 is_gone "$1" || kill -KILL -- "-$1"; }
stop() { signal "$1" ensure_gone; }

# What has ended counts as gone, also where nobody has taken note of its end yet.
is_gone() { ! grep -qs '^State:[[:space:]]*[^Z[:space:]]' "/proc/$1/status"; }

wipe() {
  stop KILL
  rm -rf "$DIR"
}

case ${1:-} in
up) up ;;
down) stop TERM ;;
kill) stop KILL ;;
pause) signal STOP true ;;
resume) signal CONT true ;;
wipe) wipe ;;
guard)
  cat >/dev/null
  wipe
  ;;
*)
  echo "usage: ceph.sh up|down|kill|pause|resume|wipe|guard" >&2
  exit 2
  ;;
esac
