package dev.rappel.cli;

import dev.rappel.cli.rehearsal.Cluster;
import dev.rappel.cli.rehearsal.Release;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.Planner;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.PlainView;
import dev.rappel.engine.report.PlanText;
import dev.rappel.engine.roll.Order;
import dev.rappel.engine.run.Ask;
import dev.rappel.engine.run.Journal;
import dev.rappel.engine.run.RunSettings;
import dev.rappel.engine.run.Runner;
import dev.rappel.engine.run.Time;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is done once after a build, so that the virtual machine can keep what commands are made of
 * in the form in which it runs it: a plan and a run in a folder of this machine, the same for a
 * cluster of etcd that is played by this process, some commands that need no host, and then the
 * classes that real hosts would have made it load.
 *
 * <p>What goes wrong here, such as a class that is listed and no longer there, is told and passed
 * over: a rehearsal only makes things faster.
 */
final class Rehearsal {
    private static final int FORKS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path folder;
    private final Path texts;

    /**
     * @param folder to work in; nothing is written elsewhere
     * @param texts what is played, and with which answers
     */
    Rehearsal(Path folder, Path texts) {
        this.folder = folder;
        this.texts = texts;
    }

    /** A part of it. */
    private interface Part {
        void play() throws Exception;
    }

    /**
     * @param args a folder to work in, the folder with what is played, a playbook for etcd, and
     *     then a command in each
     */
    public static void main(String[] args) throws Exception {
        Rehearsal rehearsal = new Rehearsal(Path.of(args[0]), Path.of(args[1]));
        Path downgrade = Path.of(args[2]);
        // A class that is first looked at by the recorder before it is linked is left out for good.
        Class<?> _ = Class.forName("java.security.cert.X509Certificate");
        Thread plays =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            attempt(rehearsal::generic);
                            attempt(rehearsal::generic);
                            attempt(() -> rehearsal.etcd(downgrade, false));
                            attempt(() -> rehearsal.etcd(downgrade, true));
                        });
        boolean _ = plays.join(LONGEST);
        for (String command : List.of(args).subList(3, args.length)) {
            String[] words = command.split(" ");
            int _ = Main.commandLine(words).execute(words);
        }
        Files.readAllLines(rehearsal.texts.resolve("classes.txt")).forEach(Rehearsal::load);
        System.exit(0);
    }

    private static void attempt(Part part) {
        try {
            part.play();
        } catch (Exception | LinkageError broken) {
            broken.printStackTrace(System.err);
        }
    }

    private void generic() throws Failure, InterruptedException, IOException {
        var _ =
                play(
                        texts.resolve("rehearsal.yml"),
                        List.of("folder=" + folder),
                        host -> new Stage(host, new Kept()));
    }

    /** A downgrade of three members; how it ended. */
    Optional<Event.RunEnded> etcd(Path playbook, boolean tls)
            throws Failure, InterruptedException, IOException {
        Path own = Files.createTempDirectory(folder, "etcd");
        List<String> extra =
                List.of(
                        "etcd_archive=" + Release.make(own),
                        "etcd_target=" + Cluster.NEW,
                        "etcd_backups=" + own);
        try (Cluster cluster = new Cluster(own, texts, tls)) {
            return play(playbook, extra, cluster::host);
        }
    }

    /** What {@code run} does, but for the connections. */
    private Optional<Event.RunEnded> play(
            Path playbook, List<String> extra, Function<String, HostAccess> hosts)
            throws Failure, InterruptedException, IOException {
        Secrets secrets = new Secrets();
        FilesOptions options =
                FilesOptions.of(
                        new WhichHosts(
                                List.of(texts.resolve("hosts.ini").toString()),
                                extra,
                                Optional.empty()));
        Reading reading = Reading.of(List.of(playbook), options);
        Inventory inventory = reading.request().inventory().orElseThrow();
        Connections connections = Connections.of(reading, inventory, secrets, new Problems());
        Calls calls = new Calls(reading.request().modules(), connections.all(), false, secrets);
        Reach reach = reach(hosts);
        Planner planner = new Planner(inventory, calls, reach, new Order(inventory), FORKS);
        List<PlayPlan> plays = planner.plan(reading.playbooks());
        Plan plan =
                new Plan(
                        "ABC",
                        Instant.now(),
                        options.asked(List.of(playbook), false),
                        PlanFiles.of(reading, inventory, plays),
                        plays);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PlanText text = new PlanText(Looks.out(secrets), true, ZoneId.systemDefault());
        text.lines(plan, Duration.ZERO).forEach(out::println);
        if (plan.blocked()) {
            return Optional.empty();
        }
        Path journal = Files.createTempFile(folder, "journal", "");
        Files.delete(journal);
        try (Journal kept = Journal.create(journal, Time.SYSTEM, secrets)) {
            Runner runner =
                    new Runner(
                            inventory,
                            calls,
                            reach,
                            kept,
                            new PlainView(Looks.out(secrets), true, out),
                            new RunSettings(
                                    "rehearsal",
                                    "nobody",
                                    FORKS,
                                    Time.SYSTEM,
                                    Ask.NOBODY,
                                    secrets));
            return Optional.of(runner.run(plan, reading.playbooks()));
        }
    }

    private static void load(String name) {
        try {
            Class<?> _ = Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError gone) {
            // Then there is nothing to keep.
        }
    }

    private static Reach reach(Function<String, HostAccess> hosts) {
        return new Reach() {
            @Override
            public HostAccess to(String host, Rights rights) {
                return hosts.apply(host);
            }

            @Override
            public void lock(String host, String holder) {}
        };
    }
}
