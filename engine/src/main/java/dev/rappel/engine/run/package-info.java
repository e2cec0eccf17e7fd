/**
 * Doing what was planned, and taking it back where it fails.
 *
 * <p>{@link dev.rappel.engine.run.Runner} goes through plays, batches and tasks; before each act it
 * observes again, compares with the plan, asks the guard and writes the journal; afterwards it
 * observes once more. {@link dev.rappel.engine.run.Journal} is what remains of a run that was
 * killed: every act is in it, with its way back, before it is begun.
 *
 * <p>Must not know how a host is reached, how anything is shown, nor what any module does.
 */
@NullMarked
package dev.rappel.engine.run;

import org.jspecify.annotations.NullMarked;
