package dev.rappel.engine.plan;

import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.text.Failure;
import java.util.List;

/** Decides in which order hosts would go if they went now. */
@FunctionalInterface
public interface Ordering {
    /**
     * @param hosts those that have not gone yet, in the play's order
     * @return the same hosts, the next one first
     * @throws Failure of kind INVALID when the strategy's expressions have no value on a host
     */
    List<String> of(Play play, List<String> hosts, World world) throws Failure;

    /** The order of the play. */
    Ordering AS_WRITTEN = (_, hosts, _) -> hosts;
}
