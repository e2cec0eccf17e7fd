package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tags select as Ansible's do. */
final class TagSelectionTest {
    private static final List<String> WORDS =
            List.of("a", "b", "always", "never", "all", "tagged", "untagged");

    /** Ansible's own rule, in its own form: a task without tags carries the tag "untagged". */
    private static boolean model(Set<String> own, Set<String> only, Set<String> skip) {
        Set<String> tags = own.isEmpty() ? Set.of("untagged") : own;
        Set<String> asked = only.isEmpty() ? Set.of("all") : only;
        boolean run =
                tags.contains("always")
                        || (asked.contains("all") && !tags.contains("never"))
                        || tags.stream().anyMatch(asked::contains)
                        || (asked.contains("tagged") && !own.isEmpty() && !tags.contains("never"));
        if (!run || skip.isEmpty()) {
            return run;
        }
        if (skip.contains("all")) {
            return tags.contains("always") && !skip.contains("always");
        }
        return tags.stream().noneMatch(skip::contains)
                && !(skip.contains("tagged") && !own.isEmpty());
    }

    private static Set<String> some(Random random, List<String> words) {
        Set<String> set = new LinkedHashSet<>();
        for (String word : words) {
            if (random.nextInt(3) == 0) {
                set.add(word);
            }
        }
        return set;
    }

    @Test
    void any_tags_select_what_ansible_would_select() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Set<String> own = some(random, List.of("a", "b", "always", "never"));
            Set<String> only = some(random, WORDS);
            Set<String> skip = some(random, WORDS);
            assertThat(new TagSelection(only, skip).selects(own))
                    .as("seed %s: %s, --tags %s --skip-tags %s", seed, own, only, skip)
                    .isEqualTo(model(own, only, skip));
        }
    }

    @Test
    void never_runs_only_when_it_is_asked_for_by_name() {
        Set<String> tags = Set.of("never", "repair");
        assertThat(TagSelection.ALL.selects(tags)).isFalse();
        assertThat(new TagSelection(Set.of("repair"), Set.of()).selects(tags)).isTrue();
    }
}
