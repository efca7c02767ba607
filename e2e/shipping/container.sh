#!/bin/sh
# An image as a container engine would run it with the settings of deploy/compose.yaml (read_only, cap_drop: ALL,
# no-new-privileges, tmpfs at /tmp, a volume), in mount and process namespaces of its own, where it is process 1:
# TREE VOLUME MOUNTPOINT WORKDIR USER-ID GROUP-ID COMMAND...
set -eu
tree=$1 volume=$2 mountpoint=$3 workdir=$4 user=$5 group=$6
shift 6
mount --bind "$tree" "$tree"
mount -o remount,bind,ro "$tree"
mount -t proc -o nosuid,nodev,noexec proc "$tree/proc"
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs "$tree/tmp"
mount --bind "$volume" "$tree$mountpoint"
exec chroot "$tree" setpriv --reuid="$user" --regid="$group" --clear-groups \
  --bounding-set=-all --inh-caps=-all --no-new-privs env --chdir="$workdir" "$@"
