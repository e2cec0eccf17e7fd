package dev.rappel.lab.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The unit of a member and the files that configure it, in each style. No option is ever given
 * twice: etcd refuses to start when a flag and a variable set the same option.
 */
final class MemberFiles {
    /** What the wrapper of RHEL and Fedora gives as flags. */
    private static final Set<String> WRAPPER_FLAGS =
            Set.of("name", "data-dir", "listen-client-urls");

    private final ClusterSpec spec;
    private final Layout layout;
    private final Map<String, String> options;

    private MemberFiles(ClusterSpec spec, MemberOptions options) {
        this.spec = spec;
        this.layout = Layout.of(spec.style());
        this.options = options.byFlag();
    }

    static List<ConfigFile> of(ClusterSpec spec, MemberOptions options) {
        MemberFiles files = new MemberFiles(spec, options);
        return switch (spec.style()) {
            case FLAGS -> files.flags();
            case DEBIAN -> files.debian();
            case ENV -> files.env();
            case FILE -> files.file();
            case WRAPPER -> files.wrapper();
            case DROPIN -> files.dropin();
        };
    }

    private List<ConfigFile> flags() {
        return List.of(
                unit(
                        """
                        [Unit]
                        Description=etcd
                        After=network-online.target
                        Wants=network-online.target

                        [Service]
                        Type=notify
                        User=etcd
                        %sExecStart=%s %s
                        Restart=%s
                        LimitNOFILE=40000

                        [Install]
                        WantedBy=multi-user.target
                        """
                                .formatted(
                                        environmentLines(),
                                        layout.etcd(),
                                        arguments(options, " \\\n  "),
                                        restart())));
    }

    /** The unit is that of etcd-server 3.4.23-4, word by word but for {@code Restart=}. */
    private List<ConfigFile> debian() {
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, String> arguments = new LinkedHashMap<>(options);
        // The unit sets both as variables, so as arguments they would be given twice.
        variables.put("ETCD_NAME", arguments.remove("name"));
        variables.put("ETCD_DATA_DIR", arguments.remove("data-dir"));
        variables.put("DAEMON_ARGS", arguments(arguments, " "));
        variables.putAll(spec.environment());
        return List.of(
                ConfigFile.ofRoot("/etc/default/etcd", quoted(variables)),
                unit(
                        """
                        [Unit]
                        Description=etcd - highly-available key value store
                        Documentation=https://etcd.io/docs
                        Documentation=man:etcd
                        After=network.target
                        Wants=network-online.target

                        [Service]
                        Environment=DAEMON_ARGS=
                        Environment=ETCD_NAME=%%H
                        Environment=ETCD_DATA_DIR=/var/lib/etcd/default
                        EnvironmentFile=-/etc/default/%%p
                        Type=notify
                        User=etcd
                        PermissionsStartOnly=true
                        #ExecStart=/bin/sh -c "GOMAXPROCS=$(nproc) /usr/bin/etcd $DAEMON_ARGS"
                        ExecStart=/usr/bin/etcd $DAEMON_ARGS
                        Restart=%s
                        #RestartSec=10s
                        LimitNOFILE=65536

                        [Install]
                        WantedBy=multi-user.target
                        Alias=etcd2.service
                        """
                                .formatted(restart())));
    }

    private List<ConfigFile> env() {
        Map<String, String> variables = variables(options);
        // kubespray writes these whatever the version; 3.6 and 3.7 warn of the ones they dropped.
        variables.putIfAbsent("ETCD_METRICS", "basic");
        variables.putIfAbsent("ETCD_PROXY", "off");
        variables.putIfAbsent("ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK", "true");
        variables.putAll(spec.environment());
        variables.put("ETCDCTL_ENDPOINTS", MemberOptions.loopback(spec.tls()));
        if (spec.tls() instanceof Tls.Mutual) {
            variables.put("ETCDCTL_CACERT", Layout.PKI + "/ca.pem");
            variables.put("ETCDCTL_KEY", Layout.PKI + "/server-key.pem");
            variables.put("ETCDCTL_CERT", Layout.PKI + "/server.pem");
        }
        return List.of(
                ConfigFile.ofRoot(
                        "/etc/etcd.env",
                        "# Environment file for etcd v"
                                + spec.version()
                                + "\n"
                                + joined(variables, "%s=%s\n")),
                unit(
                        """
                        [Unit]
                        Description=etcd
                        After=network.target

                        [Service]
                        Type=notify
                        User=root
                        EnvironmentFile=/etc/etcd.env
                        ExecStart=/usr/local/bin/etcd
                        NotifyAccess=all
                        Restart=%s
                        RestartSec=10s
                        LimitNOFILE=40000

                        [Install]
                        WantedBy=multi-user.target
                        """
                                .formatted(restart())));
    }

    private List<ConfigFile> file() {
        return List.of(
                ConfigFile.ofRoot("/etc/etcd/etcd.conf.yml", ConfigYaml.of(options)),
                unit(
                        """
                        [Unit]
                        Description=etcd
                        After=network-online.target
                        Wants=network-online.target

                        [Service]
                        Type=notify
                        User=etcd
                        %sExecStart=%s --config-file /etc/etcd/etcd.conf.yml
                        Restart=%s
                        LimitNOFILE=65536

                        [Install]
                        WantedBy=multi-user.target
                        """
                                .formatted(environmentLines(), layout.etcd(), restart())));
    }

    private List<ConfigFile> wrapper() {
        Map<String, String> arguments = new LinkedHashMap<>(options);
        arguments.keySet().retainAll(WRAPPER_FLAGS);
        Map<String, String> others = new LinkedHashMap<>(options);
        others.keySet().removeAll(WRAPPER_FLAGS);
        Map<String, String> variables = variables(others);
        variables.putAll(spec.environment());
        return List.of(
                ConfigFile.ofRoot("/etc/etcd/etcd.conf", quoted(variables)),
                unit(
                        """
                        [Unit]
                        Description=Etcd Server
                        After=network.target
                        After=network-online.target
                        Wants=network-online.target

                        [Service]
                        Type=notify
                        WorkingDirectory=/var/lib/etcd/
                        EnvironmentFile=-/etc/etcd/etcd.conf
                        User=etcd
                        # set GOMAXPROCS to number of processors
                        ExecStart=/bin/bash -c "GOMAXPROCS=$(nproc) /usr/bin/etcd %s"
                        Restart=%s
                        LimitNOFILE=65536

                        [Install]
                        WantedBy=multi-user.target
                        """
                                .formatted(
                                        joined(arguments, "--%s=\\\"%s\\\" ").strip(), restart())));
    }

    /** The unit is contrib/systemd/etcd.service of etcd itself, as packages install it. */
    private List<ConfigFile> dropin() {
        Map<String, String> arguments = new LinkedHashMap<>(options);
        Map<String, String> others = new LinkedHashMap<>();
        others.put("name", arguments.remove("name"));
        arguments.remove("data-dir"); // the package's unit sets it already
        for (String flag : options.keySet()) {
            if (flag.startsWith("initial-") || flag.equals("wal-dir")) {
                others.put(flag, arguments.remove(flag));
            }
        }
        Map<String, String> variables = variables(others);
        variables.putAll(spec.environment());
        String folder = "/etc/systemd/system/" + Layout.UNIT + ".d/";
        List<ConfigFile> files = new ArrayList<>();
        files.add(
                ConfigFile.ofRoot(
                        folder + "10-member.conf",
                        "[Service]\n" + joined(variables, "Environment=\"%s=%s\"\n")));
        files.add(
                ConfigFile.ofRoot(
                        folder + "20-exec.conf",
                        """
                        [Service]
                        ExecStart=
                        ExecStart=%s %s
                        """
                                .formatted(layout.etcd(), arguments(arguments, " \\\n  "))));
        if (spec.restart() != Restart.OF_STYLE) {
            files.add(
                    ConfigFile.ofRoot(
                            folder + "30-restart.conf", "[Service]\nRestart=" + restart() + "\n"));
        }
        files.add(
                unit(
                        """
                        [Unit]
                        Description=etcd key-value store
                        Documentation=https://github.com/etcd-io/etcd
                        After=network-online.target local-fs.target remote-fs.target time-sync.target
                        Wants=network-online.target local-fs.target remote-fs.target time-sync.target

                        [Service]
                        User=etcd
                        Type=notify
                        Environment=ETCD_DATA_DIR=/var/lib/etcd
                        Environment=ETCD_NAME=%m
                        ExecStart=/usr/bin/etcd
                        Restart=always
                        RestartSec=10s
                        LimitNOFILE=40000

                        [Install]
                        WantedBy=multi-user.target
                        """));
        return files;
    }

    private ConfigFile unit(String text) {
        return ConfigFile.ofRoot(layout.unitFile(), text);
    }

    private String restart() {
        return spec.restart().word(spec.style());
    }

    private String environmentLines() {
        return joined(spec.environment(), "Environment=\"%s=%s\"\n");
    }

    private static String arguments(Map<String, String> options, String between) {
        return options.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(between));
    }

    private static Map<String, String> variables(Map<String, String> options) {
        Map<String, String> variables = new LinkedHashMap<>();
        options.forEach((flag, value) -> variables.put(MemberOptions.variable(flag), value));
        return variables;
    }

    private static String quoted(Map<String, String> variables) {
        return joined(variables, "%s=\"%s\"\n");
    }

    private static String joined(Map<String, String> pairs, String form) {
        return pairs.entrySet().stream()
                .map(pair -> form.formatted(pair.getKey(), pair.getValue()))
                .collect(Collectors.joining());
    }
}
