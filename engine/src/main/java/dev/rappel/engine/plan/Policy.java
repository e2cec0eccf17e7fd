package dev.rappel.engine.plan;

import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Strategy;
import dev.rappel.engine.value.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a play goes about it, as one sentence. */
final class Policy {
    private Policy() {}

    static String sentence(Play play) {
        Strategy strategy = play.strategy();
        if (!strategy.rolls()) {
            return "all hosts at once, task by task; stop at the first failure and put that host back";
        }
        List<String> parts = new ArrayList<>();
        parts.add(size(strategy));
        strategy.order().ifPresent(o -> parts.add("in the order of " + o.text()));
        strategy.last()
                .ifPresent(l -> parts.add("last where " + l.text() + ", decided anew each time"));
        strategy.partition()
                .ifPresent(p ->
                        parts.add(
                                "each "
                                        + p
                                        + " by itself, "
                                        + (strategy.parallel() == 1
                                                ? "one after the other"
                                                : "up to " + strategy.parallel() + " at a time")));
        if (!strategy.soak().isZero()) {
            parts.add("wait " + Durations.print(strategy.soak()) + " after each batch");
        }
        if (strategy.confirm()) {
            parts.add("ask before each further batch");
        }
        return String.join(", ", parts) + "; stop at the first failure and put that host back";
    }

    private static String size(Strategy strategy) {
        List<Strategy.Batch> serial = strategy.serial();
        if (serial.size() == 1 && serial.getFirst() instanceof Strategy.Batch.Count(int hosts)) {
            return hosts == 1 ? "one host at a time" : hosts + " hosts at a time";
        }
        return "batches of "
                + serial.stream()
                        .map(b ->
                                switch (b) {
                                    case Strategy.Batch.Count(int hosts) -> Integer.toString(hosts);
                                    case Strategy.Batch.Percent(int percent) -> percent + " %";
                                })
                        .collect(Collectors.joining(", then "));
    }
}
