package dev.rappel.lab.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What is done on a host, as sh. Scripts travel on standard input, so the keys in {@link #install}
 * are on no command line; texts are base64 in there, so nothing in them is ever read as shell.
 */
final class HostScript {
    private HostScript() {}

    /**
     * Ends whatever etcd runs here, and takes away all that any style puts on a host. Its data goes
     * too, so nothing waits for a clean end. Fails when a port of etcd is still taken by something
     * else. Argument 1: {@code user} to remove the user as well.
     */
    static final String CLEAR =
            """
            systemctl stop --no-block etcd 2>/dev/null
            systemctl kill --signal=KILL etcd 2>/dev/null
            systemctl disable --quiet --now etcd 2>/dev/null
            pkill -KILL -x etcd && sleep 0.1
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
            systemctl daemon-reload
            systemctl reset-failed etcd 2>/dev/null
            [ "$1" != user ] || userdel etcd 2>/dev/null
            if ss -Hltn 'sport = :2379 or sport = :2380' | grep -q .; then
              ss -Hltnp 'sport = :2379 or sport = :2380' >&2
              exit 1
            fi
            exit 0
            """;

    /** Argument 1: who runs etcd. */
    static final String PREPARE =
            """
            set -eu
            getent passwd "$1" >/dev/null || useradd --system --user-group --no-create-home \\
              --home-dir /var/lib/etcd --shell /usr/sbin/nologin "$1"
            install -d -m 0700 -o "$1" -g "$1" /var/lib/etcd
            """;

    /** Argument 1: who runs etcd. */
    static final String PREPARE_WAL =
            """
            install -d -m 0700 -o "$1" -g "$1" /var/lib/etcd-wal
            """;

    /** Enables and starts; does not wait, because a member is ready only when others are there. */
    static final String START =
            """
            systemctl daemon-reload
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
            journalctl --unit=etcd --lines="$1" --no-pager --output=cat
            """;

    /** The lines that put these files in place. */
    static String install(List<ConfigFile> files) {
        StringBuilder script =
                new StringBuilder(
                        """
                        set -eu
                        put() {
                          mkdir -p "${1%/*}"
                          (umask 077 && base64 -d >"$1.part")
                          chown "$3:" "$1.part"
                          chmod "$2" "$1.part"
                          mv "$1.part" "$1"
                        }
                        """);
        for (ConfigFile file : files) {
            script.append(
                    """
                    put %s %s %s <<'.'
                    %s
                    .
                    """
                            .formatted(
                                    file.path(),
                                    file.mode(),
                                    file.owner(),
                                    Base64.getMimeEncoder(76, new byte[] {'\n'})
                                            .encodeToString(
                                                    file.text().getBytes(StandardCharsets.UTF_8))));
        }
        return script.toString();
    }
}
