#!/bin/sh
# One RUN of a Dockerfile, in mount and process namespaces of its own, as root of TREE: TREE MACHINE WORKDIR COMMAND.
# MACHINE is a folder with what this machine needs to reach a registry; it stands at /run meanwhile, and never in the tree.
set -eu
tree=$1 machine=$2 workdir=$3 command=$4
mount -t proc proc "$tree/proc"
mount --bind "$machine" "$tree/run"
mount -o remount,bind,ro "$tree/run"
for name in hosts resolv.conf; do
  if [ -e "/etc/$name" ]; then mount --bind "/etc/$name" "$tree/etc/$name"; fi
done
exec chroot "$tree" env --chdir="$workdir" /bin/sh -c "$command"
