package dev.rappel.cli.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.LabFault;
import dev.rappel.lab.LabFaults;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.ClusterStatus;
import dev.rappel.lab.cluster.MemberStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code rappel lab status}: every lab that is up, from what Docker, the hosts and the members say
 * now.
 */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows hosts, members and faults of the labs that are up.")
final class StatusCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--name", paramLabel = "LAB", description = "That lab only; all unless named.")
    private @Nullable String name;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Labs labs = Labs.ofThisUser();
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = name == null ? labs.names() : List.of(name);
        if (names.isEmpty()) {
            out.println("no lab is up; rappel lab up makes one");
        }
        String gap = "";
        for (String one : names) {
            out.print(gap);
            show(labs.open(one), out);
            gap = System.lineSeparator();
        }
        out.flush();
        return 0;
    }

    private static void show(Lab lab, PrintWriter out) throws Failure, InterruptedException {
        LabView.print(lab, out);
        var cluster = lab.clusterStatus();
        if (cluster.isPresent()) {
            out.println();
            members(cluster.get(), out);
        }
        Map<String, List<LabFault>> faults = new LabFaults(lab).active();
        out.println();
        if (faults.isEmpty()) {
            out.println("no faults");
        }
        faults.forEach((host, list) ->
                out.println(
                        "fault on "
                                + host
                                + ": "
                                + list.stream()
                                        .map(LabFault::shown)
                                        .collect(Collectors.joining("; "))));
    }

    private static void members(ClusterStatus status, PrintWriter out) {
        Table table =
                new Table(
                        "member",
                        "unit",
                        "etcd",
                        "cluster",
                        "storage",
                        "role",
                        "term",
                        "revision",
                        "db");
        for (MemberStatus member : status.members()) {
            if (member.answer().isEmpty()) {
                table.row(
                        member.member().name(), member.unit(), "no answer", "", "", "", "", "", "");
                continue;
            }
            MemberStatus.Answer answer = member.answer().get();
            table.row(
                    member.member().name(),
                    member.unit(),
                    answer.version().toString(),
                    answer.clusterVersion(),
                    answer.storageVersion().orElse("-"),
                    answer.leader() ? "leader" : answer.learner() ? "learner" : "follower",
                    Long.toString(answer.term()),
                    Long.toString(answer.revision()),
                    answer.dbSize() / 1024 + " KiB");
        }
        table.print(out);
    }
}
