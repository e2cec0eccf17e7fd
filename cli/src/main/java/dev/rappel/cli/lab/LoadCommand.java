package dev.rappel.cli.lab;

import dev.rappel.cli.progress.ProgressView;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.Labs;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.load.LoadSnapshot;
import dev.rappel.lab.load.LoadSpec;
import dev.rappel.lab.load.TlsFiles;
import dev.rappel.lab.process.Progress;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rappel lab load}: the client that counts. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Writes and reads through all members, and says afterwards what was acknowledged, what failed, the longest",
            "gaps, and every acknowledged write that cannot be read back. Exit status 3 when one is missing."
        },
        footer = {
            "",
            "Ctrl-C ends the load early; what was written by then is read back all the same."
        })
final class LoadCommand implements Callable<Integer> {
    private static final int LOST = 3;
    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LabOption lab = new LabOption();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long: 30s, 5m; 30s unless given.")
    private String lasting = "30s";

    @Option(
            names = "--writers",
            paramLabel = "N",
            description = "Writers, one call at a time each; 4 unless given.")
    private int writers = 4;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "Readers, likewise; 2 unless given.")
    private int readers = 2;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Writes per second at most, and as many reads; without it as fast as the cluster answers.")
    private @Nullable Integer rate;

    @Option(names = "--keep", description = "The keys stay in the cluster.")
    private boolean keep;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Duration time = Words.time("--for", lasting);
        Lab open = Labs.ofThisUser().open(lab.name());
        LoadReport report;
        try (ProgressView view = ProgressView.open(spec.commandLine().getErr())) {
            report = run(load(open.needCluster()), time, view.progress());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() + "\n" : report.text());
        out.flush();
        return report.ok() ? 0 : LOST;
    }

    private LoadSpec load(Cluster cluster) {
        LoadSpec load =
                LoadSpec.of(
                                cluster.members().stream()
                                        .map(Member::clientUrl)
                                        .map(URI::create)
                                        .toList())
                        .threads(writers, readers)
                        .keepKeys(keep);
        load = rate == null ? load : load.perSecond(rate);
        return cluster.pki().isPresent()
                ? load.tls(
                        TlsFiles.mutual(
                                cluster.pki().get().ca(),
                                cluster.pki().get().client(),
                                cluster.pki().get().clientKey()))
                : load;
    }

    private static LoadReport run(LoadSpec load, Duration time, Progress progress)
            throws Failure, InterruptedException {
        try (LoadClient client = LoadClient.start(load)) {
            try (Progress.Step step = progress.start("load")) {
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                    Thread.sleep(LOOK);
                    step.now(shown(client.snapshot()));
                }
                step.done(shown(client.snapshot()));
            } catch (InterruptedException e) {
                // Ctrl-C asks for the report now, not for none.
                return client.stop();
            }
            return client.stop();
        }
    }

    private static String shown(LoadSnapshot now) {
        return String.format(
                Locale.ROOT,
                "%d writes (%d failed), %d reads (%d failed), longest write gap %d ms",
                now.writes(),
                now.writesFailed(),
                now.reads(),
                now.readsFailed(),
                now.longestWriteGap().toMillis());
    }
}
