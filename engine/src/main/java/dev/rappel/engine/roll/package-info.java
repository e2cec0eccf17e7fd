/**
 * In which order the hosts of a play go, and how many at a time.
 *
 * <p>{@link dev.rappel.engine.roll.Order} sorts hosts by the strategy's expressions; {@link
 * dev.rappel.engine.roll.BatchSize} says how many of them are next; {@link
 * dev.rappel.engine.roll.FactSources} finds the tasks that can tell an expression's names anew.
 * Everything here is decided from what is known; nothing is asked of a host.
 *
 * <p>Must not know how tasks are run, what they do, nor how anything is shown.
 */
@NullMarked
package dev.rappel.engine.roll;

import org.jspecify.annotations.NullMarked;
