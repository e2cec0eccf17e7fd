package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one host answered to questions that several tasks ask, for as long as nothing that may have
 * changed it ran there. Safe for many threads.
 */
final class Answers {
    private record Asked(Rights rights, String question) {}

    private record Answer(Reply reply, long nanos) {}

    /** Asks the host. */
    interface Asking {
        Reply ask() throws Failure, InterruptedException;
    }

    private final Map<Asked, Answer> given = new HashMap<>();
    private long changes;

    /**
     * Something is about to change the host, or just did: what was seen before no longer counts.
     */
    synchronized void forget() {
        changes++;
        given.clear();
    }

    Reply of(Rights rights, Script.Effect.Shared shared, Asking asking)
            throws Failure, InterruptedException {
        Asked asked = new Asked(rights, shared.question());
        long before;
        synchronized (this) {
            @Nullable Answer known = given.get(asked);
            if (known != null && System.nanoTime() - known.nanos() < shared.age().toNanos()) {
                return known.reply();
            }
            before = changes;
        }
        long begun = System.nanoTime();
        Reply reply = asking.ask();
        synchronized (this) {
            if (before == changes && reply.ok()) {
                given.put(asked, new Answer(reply, begun));
            }
        }
        return reply;
    }
}
