package dev.rappel.engine.report;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that happened in a run. */
public sealed interface Event {
    Instant at();

    /**
     * A turn of a task on a host.
     *
     * @param play the play's number, from 0
     * @param task the task's number in its play, from 0
     * @param turn the number of the loop's element, from 0; 0 without a loop
     * @param host the host that it is done for
     * @param title the task's name there
     */
    record Spot(int play, int task, int turn, String host, String title) {}

    /** How a task ended on a host. */
    enum End {
        /** It was as it should be. */
        SAME,
        CHANGED,
        SKIPPED,
        FAILED
    }

    record RunStarted(Instant at, String run, Plan plan, String journal) implements Event {}

    record PlayStarted(Instant at, int play, String title, List<String> hosts, boolean rolls)
            implements Event {
        public PlayStarted {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * The order was decided, anew.
     *
     * @param hosts those that have not been worked on, the next one first
     * @param last those of them that go last by the strategy's expression
     */
    record OrderDecided(
            Instant at, int play, Optional<String> part, List<String> hosts, List<String> last)
            implements Event {
        public OrderDecided {
            hosts = List.copyOf(hosts);
            last = List.copyOf(last);
        }
    }

    record BatchStarted(Instant at, int play, Optional<String> part, int number, List<String> hosts)
            implements Event {
        public BatchStarted {
            hosts = List.copyOf(hosts);
        }
    }

    /** All tasks of a batch have ended on its hosts, or one has failed. */
    record BatchEnded(
            Instant at, int play, int number, List<String> hosts, Duration took, boolean well)
            implements Event {
        public BatchEnded {
            hosts = List.copyOf(hosts);
        }
    }

    record TaskStarted(Instant at, Spot spot) implements Event {}

    /** A module says what is going on, such as what is waited for. */
    record Says(Instant at, Spot spot, String text) implements Event {}

    /**
     * A message of the playbook's author, as {@link dev.rappel.engine.module.Module#message} gives
     * it.
     *
     * @param text with secrets masked
     * @param verbosity shown only to those who asked for that much detail; 0 for everyone
     */
    record Message(Instant at, Spot spot, String text, int verbosity) implements Event {}

    record Guarded(Instant at, Spot spot, Act act, Verdict verdict) implements Event {}

    record ActStarted(Instant at, Spot spot, int number, Act act) implements Event {}

    record ActEnded(Instant at, Spot spot, int number, Act act, Duration took) implements Event {}

    record TaskEnded(Instant at, Spot spot, End end, String note, Duration took) implements Event {}

    /** A task failed on a host; what was begun there is taken back next. */
    record TaskFailed(Instant at, Spot spot, Failure failure) implements Event {}

    record UndoStarted(Instant at, String host, int acts) implements Event {}

    /**
     * @param stuck why the host could not be put back; empty when it is as it was
     */
    record UndoEnded(Instant at, String host, Optional<Failure> stuck, Duration took)
            implements Event {}

    record Soaking(Instant at, int play, Duration time) implements Event {}

    /** Somebody wishes the run to stop: what is being done is finished, nothing new is begun. */
    record Stopping(Instant at) implements Event {}

    /** A host takes no further part. */
    record HostLost(Instant at, String host, Failure failure) implements Event {}

    /** What went on beside the run, at its end. */
    record BesideEnded(Instant at, String name, Value.Fields saw, List<String> summary)
            implements Event {
        public BesideEnded {
            summary = List.copyOf(summary);
        }
    }

    /**
     * The end.
     *
     * @param hosts every host of the plan, in its order
     * @param failure why the run did not reach its end; its kind gives the exit code
     */
    record RunEnded(
            Instant at, String run, List<HostSum> hosts, Optional<Failure> failure, Duration took)
            implements Event {
        public RunEnded {
            hosts = List.copyOf(hosts);
        }
    }

    /** What became of a host. */
    record HostSum(String host, Standing standing, int changed, int same, int skipped) {}

    /** How a host stands when a run ends. */
    enum Standing {
        DONE,
        UNTOUCHED,
        /** It was being worked on when the run ended, and is neither as before nor as wanted. */
        PARTLY,
        PUT_BACK,
        STUCK,
        UNREACHABLE
    }
}
