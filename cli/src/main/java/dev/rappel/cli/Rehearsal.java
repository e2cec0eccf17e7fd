package dev.rappel.cli;

import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.Planner;
import dev.rappel.engine.plan.PlayPlan;
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

/**
 * What is done once after a build, so that the virtual machine can keep what commands are made of
 * in the form in which it runs it: a plan and a run in a folder of this machine, some commands that
 * need no host, and then the classes that real hosts would have made it load.
 *
 * <p>A class that is listed and no longer there is passed over: the list only makes things faster.
 */
final class Rehearsal {
    private static final int FORKS = 3;

    private Rehearsal() {}

    /**
     * @param args a folder to work in, a playbook, a file with the names of classes, and then a
     *     command in each
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        for (int times = 0; times < 2; times++) {
            play(Path.of(args[1]), folder);
        }
        for (String command : List.of(args).subList(3, args.length)) {
            String[] words = command.split(" ");
            int _ = Main.commandLine(words).execute(words);
        }
        Files.readAllLines(Path.of(args[2])).forEach(Rehearsal::load);
        System.exit(0);
    }

    /** What {@code run} does, but for the connections. */
    private static void play(Path playbook, Path folder)
            throws Failure, InterruptedException, IOException {
        Secrets secrets = new Secrets();
        FilesOptions options =
                FilesOptions.of(
                        new WhichHosts(
                                List.of("one,two,three"),
                                List.of("folder=" + folder),
                                Optional.empty()));
        Reading reading = Reading.of(List.of(playbook), options);
        Inventory inventory = reading.request().inventory().orElseThrow();
        Connections connections = Connections.of(reading, inventory, secrets, new Problems());
        Calls calls = new Calls(reading.request().modules(), connections.all(), false, secrets);
        Planner planner = new Planner(inventory, calls, HERE, new Order(inventory), FORKS);
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
        Path journal = Files.createTempFile(folder, "journal", "");
        Files.delete(journal);
        try (Journal kept = Journal.create(journal, Time.SYSTEM, secrets)) {
            var _ =
                    new Runner(
                                    inventory,
                                    calls,
                                    HERE,
                                    kept,
                                    new PlainView(Looks.out(secrets), true, out),
                                    new RunSettings(
                                            "rehearsal",
                                            "nobody",
                                            FORKS,
                                            Time.SYSTEM,
                                            Ask.NOBODY,
                                            secrets))
                            .run(plan, reading.playbooks());
        }
    }

    private static void load(String name) {
        try {
            Class<?> _ = Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError gone) {
            // Then there is nothing to keep.
        }
    }

    private static final Reach HERE =
            new Reach() {
                @Override
                public HostAccess to(String host, Rights rights) {
                    return new Stage(host, new Kept());
                }

                @Override
                public void lock(String host, String holder) {}
            };
}
