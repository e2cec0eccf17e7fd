package dev.rappel.engine.run;

import dev.rappel.engine.text.Secrets;

/**
 * What a run needs to know besides its plan.
 *
 * @param run the run's name, such as {@code 20261121-101502-7K3}
 * @param holder who holds the hosts' locks, for those who come later; one line
 * @param forks how many hosts are worked on at the same time
 * @param secrets what must not be written anywhere
 */
public record RunSettings(
        String run, String holder, int forks, Time time, Ask ask, Secrets secrets) {
    /** As many at a time as is fastest. */
    public static final int FORKS = 40;
}
