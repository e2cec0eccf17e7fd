package dev.rappel.engine.plan;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.text.Diagnostic;
import java.util.SequencedSet;

/** A task on a host, or one turn of its loop there, as far as it can be worked out now. */
public sealed interface Prepared {
    /**
     * It can be done.
     *
     * @param <A> the module's arguments
     * @param <S> the module's state
     * @param title the task's name on this host
     * @param on the host on which it is done, another one where it is delegated
     */
    record Ready<A extends Record, S>(
            Module<A, S> module, Call<A> call, String title, String on, Rights rights)
            implements Prepared {}

    /** A condition is false; {@code condition} as the user wrote it. */
    record Skipped(String condition) implements Prepared {}

    /** These names have no value yet; happens only in a plan. */
    record Later(SequencedSet<String> names) implements Prepared {}

    /** An argument cannot be worked out on this host. */
    record Wrong(Diagnostic diagnostic) implements Prepared {}
}
