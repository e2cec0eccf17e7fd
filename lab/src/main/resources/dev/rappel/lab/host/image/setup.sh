#!/bin/sh
# Makes a lab host out of a bare Debian. Runs once, while the image is built.
set -eu
export DEBIAN_FRONTEND=noninteractive

# Only what an operator's host has anyway, and the tools that the faults need. No Python: what runs on these hosts
# must do with sshd, sh, coreutils and systemd.
packages='systemd systemd-sysv dbus libpam-systemd openssh-server sudo iproute2 nftables procps ca-certificates curl
rsync locales iputils-ping less vim-tiny e2fsprogs zstd'

# Documentation and other languages are never unpacked; German stays, because hosts can be made to speak it.
cat >/etc/dpkg/dpkg.cfg.d/lab <<'EOF'
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
path-include=/usr/share/locale/locale.alias
path-include=/usr/share/locale/de/*
force-unsafe-io
EOF
# libc's and the coreutils' German texts were left out of a slim base; unpacking these two again brings them.
again='coreutils'

rm -f /etc/apt/sources.list.d/*
echo "deb $MIRROR bookworm main" >/etc/apt/sources.list
# In case a release file is a little older than it says it may be: the image is never the place to find that out.
apt-get -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -q update
# shellcheck disable=SC2086 # lists of words
apt-get -q -y --no-install-recommends install $packages
apt-get -q -y --no-install-recommends --reinstall install $again

# fish depends on Python for a generator of completions only; unpacked beside the package system it does without.
cd /var/cache/apt/archives
apt-get -q -y --no-install-recommends install bsdextrautils libpcre2-32-0
apt-get -q download fish fish-common
for deb in fish*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C / --keep-directory-symlink \
    --exclude='./usr/share/doc*' --exclude='./usr/share/man*' --exclude='./usr/share/locale*'; done
printf '/usr/bin/fish\n' >>/etc/shells
cd /

printf 'C.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n' >/etc/locale.gen
locale-gen
echo 'LANG=C.UTF-8' >/etc/default/locale

# What makes no sense in a container, costs boot time, or wakes up in the middle of a test.
for unit in getty.target console-getty.service getty-static.service systemd-udevd.service \
    systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service systemd-resolved.service \
    systemd-networkd.service systemd-timesyncd.service systemd-modules-load.service systemd-sysctl.service \
    systemd-remount-fs.service systemd-random-seed.service systemd-firstboot.service systemd-pcrphase.service \
    systemd-pcrphase-sysinit.service systemd-journald-audit.socket systemd-ask-password-console.path \
    systemd-ask-password-wall.path systemd-update-utmp.service systemd-update-utmp-runlevel.service \
    dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
    sys-kernel-debug.mount sys-kernel-tracing.mount proc-sys-fs-binfmt_misc.automount \
    systemd-binfmt.service kmod-static-nodes.service modprobe@.service apt-daily.timer apt-daily-upgrade.timer \
    dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer man-db.timer systemd-tmpfiles-clean.timer \
    rsync.service; do
    ln -sf /dev/null "/etc/systemd/system/$unit"
done
systemctl set-default multi-user.target

useradd --create-home --shell /bin/bash --comment 'lab operator' ops
# '*' is no password at all; a locked account ('!') may not log in even with a key when PAM is off.
usermod --password '*' ops
echo 'PermitRootLogin no' >/etc/ssh/sshd_config.d/50-lab.conf
# DNS answers nothing about a lab's addresses; asking costs seconds per login where the resolver is slow.
printf 'UseDNS no\nPasswordAuthentication no\nMaxStartups 200\nMaxSessions 200\n' >>/etc/ssh/sshd_config.d/50-lab.conf
# Each host makes or gets its own.
rm -f /etc/ssh/ssh_host_*_key* /etc/machine-id /var/lib/dbus/machine-id
: >/etc/machine-id

mv /init /usr/sbin/rappel-init
chmod 755 /usr/sbin/rappel-init
rm -rf /var/cache/apt/* /var/lib/apt/lists/* /var/log/*.log /var/log/apt /var/cache/debconf/*-old /var/lib/dpkg/*-old \
    /usr/share/doc/* /usr/share/man/* /usr/share/info/* /setup.sh /tmp/* /var/tmp/*
find /usr/share/locale -mindepth 1 -maxdepth 1 -type d ! -name de -exec rm -rf {} +
