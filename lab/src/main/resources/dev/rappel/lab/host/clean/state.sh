# Says how the host is, section by section. Sourced by the other scripts; sh, as root.
LC_ALL=C
export LC_ALL

# What runs for a login comes and goes by itself.
units() {
    systemctl list-units --plain --no-legend --state=active,activating,reloading,deactivating,failed |
        awk '$1 !~ /^(session-|user@|user-[0-9]|user-runtime-dir@|run-user-|run-credentials)|\.device$/ { print $1 }' | sort
}

mounts() { awk '$2 !~ "^/run/(user|credentials)/" { print $2 }' /proc/mounts | sort; }

# File systems in memory, which no listing of the root file system shows. systemd looks after its own part of /run.
memory() {
    for place in $(awk '$3 == "tmpfs" && $2 !~ "^/(dev|proc|sys|run)" || $2 == "/dev/shm" { print $2 }' /proc/mounts) /run; do
        find "$place" -xdev -mindepth 1 \( -path /run/systemd -o -path /run/user -o -path /run/log -o -path /run/udev \
            -o -path /run/credentials -o -path '*/systemd-private-*' \) -prune -o -print
    done
    find /run/systemd/system /run/systemd/system.control -mindepth 1 2>/dev/null
}

network() {
    ip -o address | awk '{ print $2, $3, $4 }' | sort
    ip -o link | awk '{ sub(/@.*/, "", $2); print $2, $3 }' | sort
    ip route | sort
    tc qdisc show
    tc filter show dev eth0
    # Without counters; and without the table that carries Docker's own name service.
    nft -s list ruleset | awk '/^table ip nat / { skip = 1 } /^table / && !/^table ip nat / { skip = 0 } !skip'
}

names() {
    hostname
    cat /etc/hosts /etc/hostname /etc/resolv.conf
}

files() {
    find / -xdev -printf '%y %m %U %G %s %T@ %C@ %p\t%l\0'
}

state() {
    echo @@units; units
    echo @@mounts; mounts
    echo @@memory; memory | sort -u
    echo @@network; network
    echo @@names; names
}
