# Sourced by run.sh: the scenarios, and how they are measured.
rappel=$bench/../rappel
runs=${RUNS:-5}
work=$bench/work
here=$(mktemp -d)
lab=${RAPPEL_CACHE:-$HOME/.cache/rappel}/lab/bench
hosts=(host1 host2 host3)
ending=
trap 'eval "$ending"; rm -rf "$here"' EXIT
export ANSIBLE_PIPELINING=True ANSIBLE_HOST_KEY_CHECKING=True ANSIBLE_GATHERING=explicit ANSIBLE_FORKS=50 PYTHONWARNINGS=ignore
# A saved plan would be one more file in each run's folder, and is not what is measured.
cd "$here"

has() { command -v "$1" >/dev/null 2>&1; }

# OpenSSH's own first choice of key exchange costs a client 70 ms of CPU, curve25519 a sixth of that: the floor is the latter.
plain() { ssh -F "$lab/ssh_config" -o KexAlgorithms=curve25519-sha256 "$@"; }

lab_up() {
    # One that is up already is used, and left.
    if [ ! -s "$lab/inventory.yml" ]; then
        "$rappel" lab up --name bench --hosts-only 3 >"$here/lab.log" 2>&1 || { cat "$here/lab.log"; exit 1; }
        ending='"$rappel" lab down --name bench >/dev/null 2>&1'
    fi
    for host in "${hosts[@]}"; do
        plain "$host" 'command -v python3 >/dev/null || { sudo apt-get update -qq && sudo apt-get install -y -qq python3; } >/dev/null 2>&1' </dev/null
    done
}

# measure NAME COMMAND…: seconds of wall, user and system time, a line each in $here/NAME.
measure() {
    local name=$1 TIMEFORMAT='%R %U %S'
    shift
    { time "$@" >"$here/out" 2>&1; } 2>>"$here/$name" || { echo "$name failed:" >&2; tail -n 5 "$here/out" >&2; exit 1; }
}

# The lower of the two in the middle where there is no middle.
median() { awk -v c="$2" '{ print c == 2 ? $2 + $3 : $1 }' "$here/$1" | sort -n | sed -n "$((($(wc -l <"$here/$1") + 1) / 2))p"; }

# compare TITLE NAME…: runs the function of each name in turn, and prints their medians beside the first one's.
compare() {
    local title=$1 name first
    shift
    rm -f "$here"/m-*
    for name; do "$name" >"$here/out" 2>&1 || { echo "$name failed:"; tail -n 5 "$here/out"; exit 1; }; done # not counted
    for _ in $(seq "$runs"); do
        for name; do measure "m-$name" "$name"; done
    done
    first=$(median "m-$1" 1)
    printf '\n%s, median of %s\n' "$title" "$runs"
    for name; do
        awk -v n="${name##*_}" -v w="$(median "m-$name" 1)" -v c="$(median "m-$name" 2)" -v f="$first" \
            'BEGIN { printf "  %-10s %7.2f s   %6.2f s of CPU here   %5.2f\n", n, w, c, w / f }'
    done
}

# Those of the functions NAME_… whose tool is there: rappel first.
with_peers() {
    local all="${1}_rappel"
    if declare -F "${1}_ssh" >/dev/null; then all="$all ${1}_ssh"; fi
    if has ansible-playbook && declare -F "${1}_ansible" >/dev/null; then all="$all ${1}_ansible"; fi
    if has pyinfra && declare -F "${1}_pyinfra" >/dev/null; then all="$all ${1}_pyinfra"; fi
    echo "$all"
}

inventory() { echo "$lab/inventory.yml"; }

each_host() { # the script comes in on standard input
    cat >"$here/script"
    for host in "${hosts[@]}"; do plain "$host" 'sudo sh -s' <"$here/script" & done
    wait
}

# --- Twenty tasks that change nothing ---------------------------------------------------------------------------------
idle_rappel() { "$rappel" run --yes "$work/idle.yml" -i "$(inventory)"; }
idle_ansible() { ansible-playbook "$work/idle.yml" -i "$(inventory)"; }
idle_pyinfra() { pyinfra -y "$bench/peers/inventory.py" "$bench/peers/idle.py"; }
idle_ssh() { each_host <"$bench/peers/idle.sh"; }
start_rappel() { "$rappel" --version; }
scenario_idle() {
    export BENCH_SSH_CONFIG=$lab/ssh_config BENCH_HOSTS="${hosts[*]}"
    # shellcheck disable=SC2046 # several words
    compare "Twenty tasks that change nothing, 3 hosts, as root" $(with_peers idle)
    compare "Starting" start_rappel
}

# --- One task more: forty beside twenty -------------------------------------------------------------------------------
# A playbook that is given twice is read once, so the second twenty are a copy.
forty_rappel() { "$rappel" run --yes "$work/idle.yml" "$here/copy/idle.yml" -i "$(inventory)"; }
twenty_rappel() { idle_rappel; }
scenario_more() {
    cp -r "$work" "$here/copy"
    compare "Forty of them beside twenty" forty_rappel twenty_rappel
    awk -v a="$(median m-forty_rappel 1)" -v b="$(median m-twenty_rappel 1)" 'BEGIN { printf "  one task more: %.1f ms\n", (a - b) * 50 }'
}

# --- 25 MB to each host -----------------------------------------------------------------------------------------------
big() { [ -s "$here/big.bin" ] || head -c 25000000 /dev/urandom >"$here/big.bin"; }
gone() { each_host <<<'rm -f /opt/bench/big.bin'; }
push_rappel() { "$rappel" run --yes "$work/push.yml" -i "$(inventory)" -e "file=$here/big.bin"; }
push_ansible() { ansible-playbook "$work/push.yml" -i "$(inventory)" -e "file=$here/big.bin"; }
push_ssh() {
    for host in "${hosts[@]}"; do
        plain "$host" 'sudo sh -c "cat >/opt/bench/.big && chmod 755 /opt/bench/.big && mv /opt/bench/.big /opt/bench/big.bin"' <"$here/big.bin" &
    done
    wait
}
first() { gone; "$@"; }
first_rappel() { first push_rappel; }
first_ansible() { first push_ansible; }
first_ssh() { first push_ssh; }
scenario_push() {
    big
    # shellcheck disable=SC2046
    compare "25 MB to 3 hosts, the first time (with what takes the old one away)" $(with_peers first)
    compare "25 MB to 3 hosts, when it is there already" push_rappel
}

# --- A new version of a service, one host at a time -------------------------------------------------------------------
newer() { version=$((version + 1)); echo "$version" | dd of="$here/big.bin" bs=1 conv=notrunc status=none; }
roll_rappel() { newer; "$rappel" run --yes "$work/roll.yml" -i "$(inventory)" -e "file=$here/big.bin" -e "version=$version"; }
roll_ssh() {
    newer
    local unit
    unit=$(sed "s/{{version}}/$version/" "$work/templates/svc.service.mustache" | base64 -w0)
    for host in "${hosts[@]}"; do
        plain "$host" "sudo sh -ec 'cat >/opt/svc/.app; chmod 755 /opt/svc/.app; mv /opt/svc/.app /opt/svc/app.bin
            echo $unit | base64 -d >/etc/systemd/system/svc.service; systemctl daemon-reload; systemctl -q enable svc; systemctl restart svc
            n=0; until bash -c \": >/dev/tcp/127.0.0.1/8080\" 2>/dev/null; do n=\$((n + 1)); [ \$n -lt 600 ]; sleep 0.05; done'" <"$here/big.bin"
    done
}
roll_ansible() { newer; ansible-playbook "$bench/peers/roll.yml" -i "$(inventory)" -e "file=$here/big.bin" -e "version=$version"; }
scenario_roll() {
    big
    version=0
    { echo 'mkdir -p /opt/svc; cat >/opt/svc/server.py <<"END"'; cat "$work/server.py"; echo END; } | each_host
    # shellcheck disable=SC2046
    compare "A rolling change of a service, 3 hosts one by one, 25 MB each" $(with_peers roll)
}

# --- Four tasks that change nothing, on many hosts --------------------------------------------------------------------
many_up() {
    [ "$(id -u)" = 0 ] || { echo "many needs root, for an sshd of its own" >&2; exit 1; }
    many=$here/many
    mkdir -p "$many" /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f "$many/host"
    ssh-keygen -q -t ed25519 -N '' -f "$many/key"
    printf 'Port 2299\nListenAddress 0.0.0.0\nHostKey %s\nPidFile %s\nAuthorizedKeysFile %s\nUsePAM no\nStrictModes no\nPermitRootLogin prohibit-password\nMaxStartups 1000\nMaxSessions 1000\nLogLevel ERROR\nUseDNS no\n' \
        "$many/host" "$many/pid" "$many/key.pub" >"$many/sshd_config"
    "$(command -v sshd || echo /usr/sbin/sshd)" -f "$many/sshd_config"
    ending='kill "$(cat "$many/pid")"'
    printf 'Host 127.1.*\n  Port 2299\n  User root\n  IdentityFile %s\n  IdentitiesOnly yes\n  UserKnownHostsFile %s\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n' \
        "$many/key" "$many/known_hosts" >"$many/ssh_config"
}
many_hosts() { # N
    # All of them are this machine, which only one run may change at a time: so it is as wanted from the beginning.
    mkdir -p -m 750 "$many/four"
    printf 'setting = value\n' >"$many/four/c.conf"
    printf 'limit 4096\n' >"$many/four/l.conf"
    touch "$many/four/done"
    chmod 644 "$many/four/c.conf" "$many/four/l.conf"
    : >"$many/hosts"
    for i in $(seq "$1"); do echo "127.1.$((i / 250)).$((i % 250 + 1))"; done >"$many/hosts"
    sed "s|.*|[&]:2299 $(cut -d' ' -f1,2 "$many/host.pub")|" "$many/hosts" >"$many/known_hosts"
    { echo '[all]'; cat "$many/hosts"; printf '[all:vars]\nansible_ssh_common_args=-F %s\nansible_python_interpreter=/usr/bin/python3\nfolder=%s/four\n' "$many/ssh_config" "$many"; } >"$many/hosts.ini"
    export BENCH_SSH_CONFIG=$many/ssh_config BENCH_HOSTS FOLDER=$many/four
    BENCH_HOSTS=$(tr '\n' ' ' <"$many/hosts")
}
many_rappel() { "$rappel" run --yes "$work/four.yml" -i "$many/hosts.ini"; }
many_ansible() { ansible-playbook "$work/four.yml" -i "$many/hosts.ini"; }
many_pyinfra() { pyinfra -y --parallel 50 "$bench/peers/inventory.py" "$bench/peers/four.py"; }
many_ssh() {
    xargs -P 50 -I{} ssh -F "$many/ssh_config" -o KexAlgorithms=curve25519-sha256 -n {} \
        "b=$many/four; [ \"\$(stat -c %a \$b)\" = 750 ] && [ \"\$(cat \$b/c.conf)\" = 'setting = value' ] && [ \"\$(cat \$b/l.conf)\" = 'limit 4096' ] && [ -e \$b/done ]" <"$many/hosts"
}
facts_rappel() { "$rappel" facts all -i "$many/hosts.ini"; }
scenario_many() {
    many_up
    for n in ${HOSTS:-50 100 200}; do
        many_hosts "$n"
        # shellcheck disable=SC2046
        compare "Four tasks that change nothing, $n hosts" $(with_peers many)
        compare "rappel facts, $n hosts" facts_rappel
        printf '  largest in memory: %s MB\n' "$(/usr/bin/time -f %M "$rappel" facts all -i "$many/hosts.ini" 2>&1 >/dev/null | awk 'END { print int($1 / 1024) }')"
    done
}
