package dev.rappel.cli.lab;

import dev.rappel.cli.progress.ProgressView;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.LabSpec;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.ConfigStyle;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.EtcdVersion;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rappel lab up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Boots hosts, starts an etcd cluster on them, and writes an inventory of it.",
        footer = {
            "",
            "The first time it makes a host image and gets etcd, which takes a minute or two; later ups take seconds.",
            "Example: rappel lab up --etcd 3.7.1 --members 3 --tls --config env"
        })
final class UpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LabOption lab = new LabOption();
    @Mixin private HostsOptions hosts = new HostsOptions();

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "Voting members: 1, 3 or 5. Without it 3.")
    private int members = 3;

    @Option(
            names = "--etcd",
            paramLabel = "VERSION",
            description = "The release to run; 3.7.1 unless given. See rappel lab releases.")
    private String etcd = "3.7.1";

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description =
                    "A release to have ready for a change of version; the inventory names its archive as etcd_archive.")
    private @Nullable String next;

    @Option(
            names = "--tls",
            description = "Certificates on both sides, between members and for clients.")
    private boolean tls;

    @Option(
            names = "--key-form",
            paramLabel = "FORM",
            description =
                    "The form of private keys, with --tls: pkcs8 (as it is), pkcs1 (RSA), sec1 (EC).")
    private @Nullable String keyForm;

    @Option(
            names = "--config",
            paramLabel = "STYLE",
            description =
                    "How members are told their options: flags (as it is), debian, env, file, wrapper, dropin.")
    private String config = ConfigStyle.FLAGS.word();

    @Option(names = "--wal-dir", description = "The write-ahead log in a directory of its own.")
    private boolean separateWal;

    @Option(names = "--learner", description = "One host more, with a member that does not vote.")
    private boolean learner;

    @Option(
            names = "--restart",
            paramLabel = "WHEN",
            description =
                    "The unit's Restart=: always or on-failure; as usual in its style unless given.")
    private @Nullable String restart;

    @Option(
            names = "--flag",
            paramLabel = "NAME=VALUE",
            description = "One more etcd option, without its dashes: --flag snapshot-count=10.")
    private Map<String, String> flags = new LinkedHashMap<>();

    @Option(names = "--hosts-only", paramLabel = "N", description = "That many hosts and no etcd.")
    private @Nullable Integer hostsOnly;

    @Override
    public Integer call() throws Failure, InterruptedException {
        LabSpec wanted = wanted();
        long started = System.nanoTime();
        Lab up;
        try (ProgressView view = ProgressView.open(spec.commandLine().getErr())) {
            up = Labs.ofThisUser().up(wanted, view.progress());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        LabView.print(up, out);
        if (up.cluster().isPresent()) {
            LocalCommand.Result status =
                    up.needCluster().etcdctl("endpoint", "status", "-w", "table");
            String table = status.ok() ? status.out() : status.err();
            out.println();
            out.print(table);
        }
        out.println();
        LabView.next(up, out);
        out.printf(Locale.ROOT, "%nUp in %.1f s.%n", seconds);
        out.flush();
        return 0;
    }

    private LabSpec wanted() throws Failure {
        if (hostsOnly != null) {
            if (hostsOnly < 1 || hostsOnly > 50) {
                throw Failure.of(
                                Failure.Kind.USAGE,
                                "--hosts-only " + hostsOnly + " is not a number of hosts")
                        .help("use 1 to 50");
            }
            return LabSpec.of(lab.name(), hosts.options(), hostsOnly);
        }
        if (keyForm != null && !tls) {
            throw Failure.of(Failure.Kind.USAGE, "--key-form says nothing without --tls")
                    .help("add --tls");
        }
        ClusterSpec cluster =
                ClusterSpec.of(members, EtcdVersion.parse(etcd)).style(ConfigStyle.of(config));
        if (tls) {
            cluster =
                    cluster.tls(Tls.mutual(keyForm == null ? KeyForm.PKCS8 : KeyForm.of(keyForm)));
        }
        cluster = separateWal ? cluster.withSeparateWal() : cluster;
        cluster = learner ? cluster.withLearner() : cluster;
        if (restart != null) {
            cluster = cluster.restart(Words.restart(restart));
        }
        for (Map.Entry<String, String> flag : flags.entrySet()) {
            cluster = cluster.flag(flag.getKey(), flag.getValue());
        }
        LabSpec whole = LabSpec.of(lab.name(), hosts.options(), cluster);
        return next == null ? whole : whole.next(EtcdVersion.parse(next));
    }
}
