package dev.rappel.modules.probe;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import dev.rappel.modules.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Waits until a port or a file is, or is not, there. */
public final class WaitForModule implements Reading<WaitForArguments, WaitForModule.Waited> {
    /** Together with the way to the host and back, not more than a twentieth of a second. */
    private static final Duration BETWEEN = Duration.ofMillis(40);

    /**
     * @param so whether it is as it has to be
     * @param outcome what this task's own wait gave; empty before it
     */
    public record Waited(boolean so, Optional<Value.Fields> outcome) {}

    @Override
    public ModuleSpec<WaitForArguments> spec() {
        return ProbeSpecs.WAIT_FOR;
    }

    @Override
    public Observation<Waited> observe(Call<WaitForArguments> call) {
        WaitForArguments args = call.args();
        if (args.port().isPresent()) {
            Duration limit = Duration.ofSeconds(args.connectTimeout());
            return new Observation.Direct<>(
                    host -> new Waited(PortSight.look(host, args, limit).so(), call.done()));
        }
        return new Observation.Scripted<>(
                PathSight.script(args, "", 1),
                reply -> new Waited(PathSight.read(args, reply).so(), call.done()));
    }

    @Override
    public Change<Waited> diff(Waited state, Call<WaitForArguments> call) {
        boolean delayed = call.args().delay() == 0 || state.outcome().isPresent();
        if (state.so() && delayed) {
            return new Change.None<>();
        }
        return new Change.Some<>(
                List.of(Act.quiet(Act.Kind.CHECK, subject(call.args()), wish(call))),
                new Waited(true, Optional.of(outcome(call.args(), Duration.ZERO))),
                Set.of("elapsed"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<WaitForArguments> call, Act act)
            throws Failure, InterruptedException {
        WaitForArguments args = call.args();
        Duration timeout = Duration.ofSeconds(args.timeout());
        long start = System.nanoTime();
        if (args.delay() > 0) {
            host.says("waiting " + args.delay() + "s before the first look");
            host.pause(Duration.ofSeconds(args.delay()));
        }
        String before = "";
        String told = "";
        while (true) {
            Duration left = timeout.minus(since(start));
            Sight sight = look(host, args, before, left);
            if (sight.so()) {
                return outcome(args, since(start));
            }
            Duration used = since(start);
            if (used.compareTo(timeout) >= 0) {
                throw Failure.of(
                                Failure.Kind.FAILED,
                                "waited "
                                        + args.timeout()
                                        + "s in vain until "
                                        + subject(args)
                                        + " "
                                        + wish(call))
                        .why(sight.seen())
                        .help("if it only needs more time, raise `timeout`");
            }
            String now =
                    "waiting until %s %s (%d/%ds): %s"
                            .formatted(
                                    subject(args),
                                    wish(call),
                                    used.toSeconds(),
                                    args.timeout(),
                                    sight.seen());
            if (!now.equals(told)) {
                host.says(now);
                told = now;
            }
            before = sight.stamp();
            host.pause(BETWEEN);
        }
    }

    private static Sight look(HostAccess host, WaitForArguments args, String before, Duration left)
            throws Failure, InterruptedException {
        if (args.port().isPresent()) {
            Duration one = Duration.ofSeconds(args.connectTimeout());
            Duration least = Duration.ofMillis(100);
            Duration limit = left.compareTo(one) < 0 ? left : one;
            return PortSight.look(host, args, limit.compareTo(least) < 0 ? least : limit);
        }
        int looks = Math.clamp(left.dividedBy(Duration.ofMillis(50)), 1, PathSight.LOOKS);
        return PathSight.read(args, host.run(PathSight.script(args, before, looks)));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String subject(WaitForArguments args) {
        return args.path().orElseGet(() -> args.host() + " port " + args.port().orElseThrow());
    }

    private static String wish(Call<WaitForArguments> call) {
        WaitForArguments args = call.args();
        boolean wanted = args.state().wanted();
        boolean port = args.port().isPresent();
        if (args.searchRegex().isPresent()) {
            String regex =
                    call.secret().contains("search_regex")
                            ? "what is asked"
                            : "`" + args.searchRegex().get() + "`";
            return (port ? "says " : wanted ? "matches " : "does not match ") + regex;
        }
        if (port) {
            return wanted ? "accepts connections" : "accepts no connections";
        }
        return wanted ? "is there" : "is not there";
    }

    private static Value.Fields outcome(WaitForArguments args, Duration took) {
        return new Result()
                .seconds("elapsed", took)
                .put("state", args.state().name().toLowerCase(Locale.ROOT))
                .fields();
    }

    @Override
    public Value.Fields result(Waited state, Call<WaitForArguments> call) {
        return state.outcome().orElseGet(() -> outcome(call.args(), Duration.ZERO));
    }
}
