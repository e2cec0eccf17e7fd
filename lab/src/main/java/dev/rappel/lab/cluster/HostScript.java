package dev.rappel.lab.cluster;

/**
 * What is done on a host, as sh. Calls of systemctl that make systemd read all units again are few:
 * they are what takes time here.
 */
final class HostScript {
    private HostScript() {}

    /**
     * Ends whatever etcd runs here, and takes away all that any style puts on a host. Its data goes
     * too, so nothing waits for a clean end. Fails when a port of etcd is still taken by something
     * else. systemd still knows the unit afterwards: {@link #START} or {@link #FORGET} comes next.
     */
    static final String CLEAR =
            """
            if pgrep -x etcd || systemctl cat etcd; then
              # Stopping first: Restart=always would bring a killed one back.
              systemctl stop --no-block etcd
              pkill -KILL -x etcd
              systemctl stop etcd
              systemctl reset-failed etcd
            fi >/dev/null 2>&1
            for dir in /var/lib/etcd /var/lib/etcd-wal; do
              # A file system of its own may be mounted there: its contents go, it stays.
              [ ! -e $dir ] || find $dir -mindepth 1 -delete
              rmdir $dir 2>/dev/null
            done
            rm -rf /etc/etcd /etc/etcd.env /etc/default/etcd \\
              /etc/systemd/system/etcd.service /etc/systemd/system/etcd.service.d \\
              /etc/systemd/system/etcd2.service \\
              /etc/systemd/system/multi-user.target.wants/etcd.service \\
              /usr/lib/systemd/system/etcd.service
            for folder in /usr/bin /usr/local/bin; do
              rm -f $folder/etcd $folder/etcdctl $folder/etcdutl $folder/etcd.rappel-original
            done
            taken=$(ss -Hltnp 'sport = :2379 or sport = :2380')
            if [ -n "$taken" ]; then
              echo "$taken" >&2
              exit 1
            fi
            """;

    /** What is left to take away where no etcd is to follow. */
    static final String FORGET =
            """
            userdel etcd 2>/dev/null
            systemctl daemon-reload
            """;

    /** Unpacks programs from standard input. Argument 1: the folder. */
    static final String UNPACK = "exec tar -x -f - --no-same-owner -C \"$1\"";

    /**
     * Unpacks the files of a member from standard input (keys are among them, and so are on no
     * command line), enables the unit and starts it. Does not wait: a member is ready only when
     * others are there. Arguments: who runs etcd, and its directories.
     */
    static final String START =
            """
            set -eu
            user=$1
            shift
            getent passwd "$user" >/dev/null || useradd --system --user-group --no-create-home \\
              --home-dir /var/lib/etcd --shell /usr/sbin/nologin "$user"
            install -d -m 0700 -o "$user" -g "$user" "$@"
            tar -x -p -f - -C /
            systemctl enable --quiet etcd
            systemctl start --no-block etcd
            """;

    /**
     * Waits until the unit is active and etcd answers. Prints its answer to /version. Ends early,
     * with status 3, when the unit has given up or been restarted twice. Arguments: the client URL,
     * what the answer must contain, seconds, then what curl needs.
     */
    static final String AWAIT =
            """
            url=$1 wanted=$2 seconds=$3
            shift 3
            end=$(($(date +%s) + seconds)) tries=0
            while :; do
              if answer=$(curl --silent --fail --max-time 2 "$@" "$url/version"); then
                case $answer in
                  *"$wanted"*)
                    if systemctl is-active --quiet etcd; then
                      printf '%s\\n' "$answer"
                      exit 0
                    fi ;;
                esac
              fi
              tries=$((tries + 1))
              if [ $((tries % 5)) = 0 ]; then
                systemctl is-failed --quiet etcd && exit 3
                [ "$(systemctl show --value -p NRestarts etcd)" -lt 2 ] || exit 3
              fi
              if [ "$(date +%s)" -ge "$end" ]; then
                echo "last answer: ${answer:-none}" >&2
                exit 4
              fi
              sleep 0.05
            done
            """;

    static final String JOURNAL =
            """
            journalctl --unit=etcd --lines=400 --no-pager --output=cat
            """;
}
