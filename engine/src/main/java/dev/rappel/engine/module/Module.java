package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a task does, as four operations that are told apart by what they may do.
 *
 * <p>The engine plans with {@link #observe} and {@link #diff}, and runs with the same two: it
 * observes again, goes on only when the difference is the planned one, acts, observes once more,
 * and takes the task for done when {@code diff} says {@link Change.None}. A module therefore never
 * asks whether it is being planned or run.
 *
 * <p>Objects of this type have no state of their own; one serves all hosts at once, from many
 * threads.
 *
 * @param <A> the record that its arguments are decoded to
 * @param <S> the state it looks at; immutable, with {@code equals} by value, best a record
 */
public interface Module<A extends Record, S> {
    /** What the module declares about itself; always the same. */
    ModuleSpec<A> spec();

    /** How to learn the present state; reads only. */
    Observation<S> observe(Call<A> call);

    /**
     * The state as it will be once earlier tasks of the same plan have done what they are planned
     * to do on this host; asked only while a plan is made. Pure. Where nothing of {@code earlier}
     * matters to this module, the state as it was observed.
     *
     * @param earlier the acts planned so far for this host, oldest first
     */
    default S predict(S observed, Call<A> call, List<Act> earlier) {
        return observed;
    }

    /** What has to be done; pure: the same state and call always give the same change. */
    Change<S> diff(S state, Call<A> call);

    /**
     * Does one act.
     *
     * @return what it gave, for {@link Call#done} of the observation that follows
     * @throws Failure of kind FAILED when it could not be done; the engine undoes what was begun
     */
    Value.Fields act(HostAccess host, Call<A> call, Act act) throws Failure, InterruptedException;

    /** The way back from a change, worked out and journalled before its first act; pure. */
    Undo wayBack(S before, Call<A> call, Change.Some<S> change);

    /** Takes one step of the way back, perhaps in a later process than the one that acted. */
    void undo(HostAccess host, Step step) throws Failure, InterruptedException;

    /** What the task's {@code register} gets, of the type that the spec declares; pure. */
    Value.Fields result(S state, Call<A> call);

    /** The facts that the spec declares, by their whole names, as far as the state tells; pure. */
    Value.Fields facts(S state);

    /**
     * The variables that the task sets on its host for the tasks that follow, in a plan as in a
     * run; pure. Their names must stand in the task, so that they are known before it runs.
     */
    default Value.Fields sets(S state, Call<A> call) {
        return Call.nothing();
    }

    /**
     * What the playbook's author wants to be read by whoever watches the run; shown once the task
     * has ended well; pure. Empty for nearly all modules.
     */
    default Optional<Message> message(S state, Call<A> call) {
        return Optional.empty();
    }

    /**
     * Something to be read by people.
     *
     * @param value a text, or any value; secrets in it are masked where it is shown
     * @param verbosity shown only to those who asked for that much detail; 0 for everyone
     */
    record Message(Value value, int verbosity) {}

    /**
     * Says whether a disruption may happen now. Asked right before each act that {@link
     * Act#disrupts}; looks at the live state, never at what was seen earlier.
     */
    Verdict guard(HostAccess host, Call<A> call, Act act) throws Failure, InterruptedException;
}
