/**
 * Working out what will be done, without doing it: a plan is data.
 *
 * <p>{@link dev.rappel.engine.plan.Calls} turns a task and a host into a module's call; the plan
 * and the run both use it, so that what is planned is what runs. {@link
 * dev.rappel.engine.plan.Planner} observes all hosts and threads what earlier tasks will have done
 * through the later ones. {@link dev.rappel.engine.plan.PlanJson} is the plan's only written form.
 *
 * <p>Must not know how a host is reached, nor in which order hosts roll, nor how anything is shown.
 */
@NullMarked
package dev.rappel.engine.plan;

import org.jspecify.annotations.NullMarked;
