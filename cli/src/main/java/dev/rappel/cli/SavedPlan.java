package dev.rappel.cli;

import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.PlanDifference;
import dev.rappel.engine.plan.PlanFile;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Masker;
import dev.rappel.engine.text.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan that was saved, and is to be run. */
record SavedPlan(Path file, Plan plan) {
    private static final int MOST_LINES = 20;

    /** The plan among what is to be run; empty when these are playbooks. */
    static Optional<SavedPlan> among(List<Path> files) throws Failure {
        for (Path file : files) {
            Optional<Plan> plan = PlanFile.read(file);
            if (plan.isPresent()) {
                if (files.size() > 1) {
                    throw Failure.of(Failure.Kind.USAGE, file + " is a plan, and is run alone")
                            .help("rappel run " + file);
                }
                return Optional.of(new SavedPlan(file, plan.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * What to read again.
     *
     * @param given what was said on the command line besides the plan
     */
    FilesOptions options(FilesOptions given) throws Failure {
        if (!given.onlyExtra()) {
            throw Failure.of(Failure.Kind.USAGE, "a plan says which hosts and tasks it is for")
                    .why("-i, -l, -t and --skip-tags would make another plan of it")
                    .help("rappel run " + file + ", or plan again");
        }
        List<String> extra = new ArrayList<>();
        for (String saved : plan.asked().extra()) {
            if (!saved.contains(Masker.MASK)) {
                extra.add(saved);
            } else if (given.hosts().extra().isEmpty()) {
                throw Failure.of(
                                Failure.Kind.REFUSED,
                                "the plan was made with a secret that is not saved with it")
                        .why("-e " + saved)
                        .help("give it again with -e");
            }
        }
        extra.addAll(given.hosts().extra());
        Asked asked = plan.asked();
        return FilesOptions.of(
                new Asked(
                        asked.playbooks(),
                        asked.inventories(),
                        asked.limit(),
                        extra,
                        asked.tags(),
                        asked.skipTags(),
                        asked.become()));
    }

    List<Path> playbooks() {
        return plan.asked().playbooks().stream().map(Path::of).toList();
    }

    /**
     * @throws Failure of kind STALE when a run would do something else than what was planned
     */
    void check(Plan now, Secrets secrets) throws Failure {
        List<String> differences = PlanDifference.of(plan, now, secrets);
        if (!differences.isEmpty()) {
            List<String> shown = new ArrayList<>(differences.stream().limit(MOST_LINES).toList());
            if (differences.size() > MOST_LINES) {
                shown.add("… and " + (differences.size() - MOST_LINES) + " more");
            }
            throw Failure.of(Failure.Kind.STALE, file + " is no longer what a run would do")
                    .why("hosts or files have changed since it was made; nothing was touched")
                    .evidence(shown)
                    .help("look at a new plan: rappel plan " + again());
        }
    }

    private String again() {
        Asked asked = plan.asked();
        List<String> words = new ArrayList<>(asked.playbooks());
        asked.inventories().forEach(i -> words.addAll(List.of("-i", i)));
        asked.limit().ifPresent(l -> words.addAll(List.of("-l", l)));
        asked.extra().forEach(e -> words.addAll(List.of("-e", e)));
        asked.tags().forEach(t -> words.addAll(List.of("-t", t)));
        asked.skipTags().forEach(t -> words.addAll(List.of("--skip-tags", t)));
        if (asked.become()) {
            words.add("-b");
        }
        return String.join(" ", words);
    }
}
