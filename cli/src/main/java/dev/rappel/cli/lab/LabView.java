package dev.rappel.cli.lab;

import dev.rappel.lab.Lab;
import dev.rappel.lab.LabSpec;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a lab is shown. */
final class LabView {
    private LabView() {}

    static void print(Lab lab, PrintWriter out) {
        out.println(
                "lab "
                        + lab.name()
                        + ": "
                        + lab.cluster().map(c -> words(c.spec())).orElse("hosts only"));
        out.println();
        Table table = new Table("host", "address", "user", "container");
        for (Host host : lab.hosts().all()) {
            String port = host.port() == 22 ? "" : ":" + host.port();
            table.row(host.name(), host.address() + port, host.user(), host.container());
        }
        table.print(out);
    }

    /** What a user will want next, as commands to copy. */
    static void next(Lab lab, PrintWriter out) {
        String name = lab.name().equals(LabSpec.DEFAULT_NAME) ? "" : " --name " + lab.name();
        String host = lab.hosts().targets().getFirst().name();
        out.println("inventory  " + shown(lab.inventory()));
        out.println("log in     rappel lab ssh" + name + " " + host);
        out.println("           ssh -F " + shown(lab.hosts().folder().sshConfig()) + " " + host);
        out.println("remove     rappel lab down" + name);
    }

    private static String words(ClusterSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("etcd " + spec.version());
        words.add(spec.members() == 1 ? "1 member" : spec.members() + " members");
        if (spec.learner()) {
            words.add("1 learner");
        }
        words.add(
                switch (spec.tls()) {
                    case Tls.Off() -> "no TLS";
                    case Tls.Mutual(KeyForm form) -> "mutual TLS (" + form.word() + " keys)";
                });
        words.add("configured by " + spec.style().word());
        if (spec.separateWal()) {
            words.add("WAL apart");
        }
        return String.join(", ", words);
    }

    private static String shown(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
    }
}
