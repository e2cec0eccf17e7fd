# What work/idle.yml reads, in one script.
for i in 0 1 2 3; do stat -c '%a %U %G' /opt/bench/d$i; done
for f in c0 c1 c2 c3 t0 t1 t2 l0 l1 l2; do stat -c '%a %U %G' /opt/bench/$f.conf; sha256sum /opt/bench/$f.conf; done
systemctl is-active ssh systemd-journald
systemctl is-enabled ssh
for i in 0 1 2 3; do [ -e /opt/bench/done$i ] || exit 1; done
