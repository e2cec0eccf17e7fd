#!/bin/sh
# The floor: the same readings as twenty.yml in one script for each host, over plain ssh. $1 the lab's ssh_config
for host in host1 host2 host3; do
    ssh -F "$1" -o KexAlgorithms=curve25519-sha256 "$host" "sudo sh -s" <<'X' >/dev/null &
for d in a b c d e; do stat /srv/bench/$d; sha256sum /srv/bench/a/$d.conf; done
for f in one two three; do sha256sum /srv/bench/$f; done
readlink /srv/bench/link
stat /srv/bench/b/x /srv/bench/b/y /srv/bench/done /srv/bench/again
systemctl show -p ActiveState,MainPID ssh.service
X
done
wait
