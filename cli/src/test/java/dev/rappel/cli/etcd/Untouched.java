package dev.rappel.cli.etcd;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must stay as it was where nothing is touched: processes, programs, files. */
final class Untouched {
    private static final String LOOK =
            """
            systemctl show -p MainPID -p NRestarts etcd
            systemctl cat etcd
            sha256sum /usr/local/bin/etcd* /usr/bin/etcd*
            find /etc/systemd /run/systemd/system /etc/etcd* /etc/default /var/lib/rappel -printf '%p %T@\\n'
            """;

    private Untouched() {}

    /** As text: equal where nothing was touched in between. */
    static String of(List<Host> hosts) throws Failure, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (Host host : hosts) {
            all.append(host.exec(LOOK).out());
        }
        return all.toString();
    }

    /** The processes of all members, by host: another one after every stop. */
    static Map<String, String> processes(List<Host> hosts) throws Failure, InterruptedException {
        Map<String, String> processes = new TreeMap<>();
        for (Host host : hosts) {
            processes.put(
                    host.name(),
                    host.exec("systemctl show -p MainPID -p ExecMainStartTimestampMonotonic etcd")
                            .out());
        }
        return processes;
    }
}
