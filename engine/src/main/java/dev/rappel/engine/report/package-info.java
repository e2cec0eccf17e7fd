/**
 * What a run tells, as data, and the views of it.
 *
 * <p>The run hands every {@link dev.rappel.engine.report.Event} to one {@link
 * dev.rappel.engine.report.Listener}. Console, JSON lines and later reports are made of nothing
 * else, so that they cannot tell different stories.
 *
 * <p>Must not know how anything is done.
 */
@NullMarked
package dev.rappel.engine.report;

import org.jspecify.annotations.NullMarked;
