# Faults on this host: can|make|undo FAULT ARGUMENT…, or list. `can` says on standard error why not.
LC_ALL=C
export LC_ALL
verb=$1
fault=${2:-}
refusal=/etc/ssh/sshd_config.d/00-fault.conf
fill=.fault-fill

no() { echo "$*" >&2; exit 1; }

# The disk that Docker keeps this host on: what /etc/hosts is mounted from. Limits are for whole disks.
disk() {
    number=$(awk '$5 == "/etc/hosts" { print $3 }' /proc/self/mountinfo)
    [ -e "/sys/dev/block/$number" ] || return 1
    if [ -e "/sys/dev/block/$number/partition" ]; then number=$(cat "/sys/dev/block/$number/../dev"); fi
    echo "$number"
}
old_groups() { [ -e /sys/fs/cgroup/blkio/blkio.throttle.write_bps_device ]; }
new_limit=/sys/fs/cgroup/system.slice/io.max

# $1: bytes a second, 0 for no limit.
limit() {
    device=$(disk) || return 1
    if old_groups; then
        place=$(mktemp -d /run/rappel-blkio.XXXXXX)
        mount -t cgroup -o blkio none "$place" || { rmdir "$place"; return 1; }
        echo "$device $1" >"$place/blkio.throttle.write_bps_device"
        status=$?
        umount "$place" && rmdir "$place"
        return $status
    fi
    rate=$1
    [ "$rate" != 0 ] || rate=max
    echo +io >/sys/fs/cgroup/cgroup.subtree_control && echo "$device wbps=$rate" >"$new_limit"
}
limited() {
    if old_groups; then awk '{ print $2; exit }' /sys/fs/cgroup/blkio/blkio.throttle.write_bps_device
    else sed -n 's/.*wbps=\([0-9][0-9]*\).*/\1/p' "$new_limit" 2>/dev/null | head -n 1; fi
}

# A table of its own for each kind: made whole, removed whole. $1: name, $2: what to match.
cut() {
    nft -f - <<EOF
table inet $1
delete table inet $1
table inet $1 {
    chain in { type filter hook input priority -300; policy accept; iif lo accept; $2; }
    chain out { type filter hook output priority -300; policy accept; oif lo accept; $3; }
}
EOF
}
uncut() { nft delete table inet "$1" 2>/dev/null || true; }
queue() { tc qdisc show dev eth0 root 2>/dev/null | head -n 1; }
mount_of() { df --output=target "$1" | tail -n 1; }

case $verb:$fault in
can:slow-network)
    # Tried where it hurts nobody; the kernel knows its own parts best.
    tc qdisc add dev lo root netem delay 1ms 2>/dev/null || no "this kernel has no netem: it cannot delay packets"
    tc qdisc del dev lo root ;;
can:narrow-network)
    tc qdisc add dev lo root tbf rate 1gbit burst 1mb latency 1ms 2>/dev/null || no "this kernel has no tbf: it cannot hold traffic to a rate"
    tc qdisc del dev lo root ;;
can:cut-*) nft list tables >/dev/null 2>&1 || no "this kernel has no nftables" ;;
can:slow-disk)
    disk >/dev/null || no "what Docker keeps this host on is no disk whose speed can be limited"
    old_groups || [ -w /sys/fs/cgroup/cgroup.subtree_control ] || no "this kernel gives the host no say over its disk's speed" ;;
can:fill-disk)
    [ -e "$4" ] || no "there is no $4 on the host"
    [ "$(mount_of "$4")" != / ] || no "$4 is on this machine's own disk, which is not filled; give the host a small disk there" ;;
can:*) ;;

make:cut-off) cut fault_cut_off drop drop ;;
undo:cut-off) uncut fault_cut_off ;;
make:cut-ports)
    rule="tcp dport { $3 } drop; tcp sport { $3 } drop"
    cut fault_cut_ports "$rule" "$rule" ;;
undo:cut-ports) uncut fault_cut_ports ;;
make:fill-disk)
    place=$(mount_of "$4")
    rm -f "$place/$fill"
    free=$(df --output=avail -B1 "$place" | tail -n 1)
    [ "$free" -le "$3" ] || fallocate -l $((free - $3)) "$place/$fill" ;;
undo:fill-disk) rm -f "$(mount_of "$4")/$fill" ;;
make:stop-sshd)
    systemctl mask --runtime --quiet ssh.service
    # Open connections end too: nobody is in, nobody gets in.
    systemctl stop ssh.service
    systemctl kill --signal=KILL 'user-*.slice' 2>/dev/null
    true ;;
undo:stop-sshd) systemctl unmask --runtime --quiet ssh.service; systemctl start ssh.service ;;
make:refuse-ssh) echo 'DenyUsers *' >$refusal && systemctl reload ssh.service ;;
undo:refuse-ssh) rm -f $refusal && systemctl reload ssh.service ;;
make:slow-network) tc qdisc replace dev eth0 root netem delay "$3ms" limit 100000 ;;
make:narrow-network)
    # A burst of at least a few full packets, or nothing gets through at all.
    burst=$(($3 / 100)); [ "$burst" -ge 6000 ] || burst=6000
    tc qdisc replace dev eth0 root tbf rate "$3bps" burst "$burst" latency 1s ;;
undo:slow-network | undo:narrow-network) tc qdisc del dev eth0 root 2>/dev/null || true ;;
make:slow-disk) limit "$3" ;;
undo:slow-disk) case $(limited) in '' | 0) ;; *) limit 0 ;; esac ;;

list:*)
    if nft list table inet fault_cut_off >/dev/null 2>&1; then echo cut-off; fi
    ports=$(nft list table inet fault_cut_ports 2>/dev/null | sed -n 's/.*tcp dport { \(.*\) } drop.*/\1/p; s/.*tcp dport \([0-9]*\) drop.*/\1/p' | head -n 1)
    if [ -n "$ports" ]; then echo "cut-ports $(echo "$ports" | tr -d ' ')"; fi
    awk '{ print $2 }' /proc/mounts | while read -r place; do
        if [ -e "$place/$fill" ]; then echo "fill-disk $(df --output=avail -B1 "$place" | tail -n 1 | tr -d ' ') $place"; fi
    done
    if [ "$(systemctl is-active ssh.service)" != active ]; then echo stop-sshd; fi
    if [ -e $refusal ]; then echo refuse-ssh; fi
    case $(queue) in
    *' netem '*) echo "slow-network $(tc -j qdisc show dev eth0 root | sed -n 's/.*"delay":\([0-9.e-]*\).*/\1/p' | awk '{ printf "%d", $1 * 1000 + 0.5 }')" ;;
    *' tbf '*) echo "narrow-network $(tc -j qdisc show dev eth0 root | sed -n 's/.*"rate":\([0-9]*\).*/\1/p')" ;;
    esac
    rate=$(limited)
    if [ -n "$rate" ] && [ "$rate" != 0 ]; then echo "slow-disk $rate"; fi ;;
*) no "unknown: $verb $fault" ;;
esac
