package dev.rappel.cli;

import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.plan.Calls;
import dev.rappel.engine.plan.FilesAhead;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.roll.Order;
import dev.rappel.engine.ssh.Links;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The way from files to a plan, the same for {@code plan} and {@code run}: read everything, say all
 * that is wrong, connect to all hosts, observe them.
 */
final class Planning implements AutoCloseable {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final Outlets outlets;
    private final WorkOptions work;
    private final boolean become;
    private Optional<Worksite> site = Optional.empty();

    /** How it ended. */
    sealed interface Result {
        /**
         * With a plan.
         *
         * @param speaks whether a run of it would tell something, though it may change nothing
         */
        record Made(Plan plan, World world, boolean speaks, Worksite site, Duration took)
                implements Result {}

        /** Without one; the reasons have been shown. */
        record Ended(ExitCode code) implements Result {}
    }

    /**
     * @param become whether tasks that say nothing of it run as root
     */
    Planning(Outlets outlets, WorkOptions work, boolean become) {
        this.outlets = outlets;
        this.work = work;
        this.become = become;
    }

    Result plan(List<Path> files, FilesOptions options) throws Failure, InterruptedException {
        // No host is spoken to before all files are found to be right.
        Links.prepare();
        return plan(Reading.of(files, options), options.asked(files, become));
    }

    Result plan(Reading reading, Asked asked) throws Failure, InterruptedException {
        Problems problems = reading.problems();
        Optional<Inventory> inventory = reading.request().inventory();
        if (problems.hasErrors()) {
            outlets.problems(problems);
            return new Result.Ended(ExitCode.INVALID);
        }
        if (inventory.isEmpty()) {
            throw Failure.of(Failure.Kind.USAGE, "no inventory was given, so there are no hosts")
                    .help("give it with -i INVENTORY");
        }
        FilesAhead.missing(reading.playbooks(), inventory.get()).forEach(problems::add);
        Secrets secrets = outlets.secrets();
        Connections connections = Connections.of(reading, inventory.get(), secrets, problems);
        outlets.problems(problems);
        if (problems.hasErrors()) {
            return new Result.Ended(ExitCode.INVALID);
        }
        Map<String, Connection> all = connections.all();
        // Nobody types a password only to hear that a file is wrong.
        Optional<Value.Secret> becomePassword = work.becomePassword();
        becomePassword.ifPresent(p -> {
            if (p.reveal() instanceof Value.Scalar scalar) {
                secrets.add(scalar.written());
            }
        });
        Worksite made =
                new Worksite(
                        reading,
                        inventory.get(),
                        connections.used(),
                        new Calls(reading.request().modules(), all, become, secrets),
                        Links.open(connections.targets(becomePassword), Asking.passphrases()),
                        secrets,
                        work.forks());
        site = Optional.of(made);
        SequencedMap<String, Failure> unreachable = made.connect();
        if (!unreachable.isEmpty()) {
            outlets.unreachable(unreachable, made.hosts().size());
            return new Result.Ended(ExitCode.UNREACHABLE);
        }
        long start = System.nanoTime();
        Worksite.Planned planned = made.plan(newId(), asked, new Order(inventory.get()));
        return new Result.Made(
                planned.plan(),
                planned.world(),
                planned.speaks(),
                made,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Three letters and digits that cannot be taken for each other. */
    static String newId() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder();
        while (id.length() < 3) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    @Override
    public void close() {
        site.ifPresent(Worksite::close);
    }
}
