package dev.rappel.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that include each other, against a model that walks the graph. */
final class IncludeModelTest {
    private static final int FILES = 5;

    @Test
    void a_circle_is_found_exactly_when_there_is_one_and_tasks_are_counted_right(
            @TempDir Path folder) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            List<List<Integer>> includes = new ArrayList<>();
            for (int file = 0; file < FILES; file++) {
                List<Integer> of = new ArrayList<>();
                for (int other = 0; other < FILES; other++) {
                    if (random.nextInt(5) == 0) {
                        of.add(other);
                    }
                }
                includes.add(of);
                write(folder, file, of);
            }
            Files.writeString(
                    folder.resolve("site.yml"),
                    "- hosts: all\n  tasks:\n    - include_tasks: t0.yml\n");
            Problems problems = new Problems();
            Playbook playbook =
                    new PlaybookReader(Request.of(SampleModules.ALL), problems)
                            .read(folder.resolve("site.yml"))
                            .orElseThrow();
            String as = "seed " + seed + ": " + includes;
            boolean circle = isCircular(0, new HashSet<>(), includes);
            List<String> codes =
                    problems.sorted().stream()
                            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                            .map(d -> d.code().id())
                            .distinct()
                            .toList();
            assertThat(codes)
                    .as(as)
                    .isEqualTo(circle ? List.of(PlaybookCode.INCLUDE_CYCLE.id()) : List.of());
            if (!circle) {
                assertThat(playbook.taskCount()).as(as).isEqualTo(count(0, includes));
            }
        }
    }

    private static void write(Path folder, int file, List<Integer> includes) throws IOException {
        StringBuilder text = new StringBuilder("- run: id\n");
        includes.forEach(i -> text.append("- include_tasks: t").append(i).append(".yml\n"));
        Files.writeString(folder.resolve("t" + file + ".yml"), text);
    }

    private static boolean isCircular(int file, Set<Integer> open, List<List<Integer>> includes) {
        if (!open.add(file)) {
            return true;
        }
        boolean circular = includes.get(file).stream().anyMatch(i -> isCircular(i, open, includes));
        open.remove(file);
        return circular;
    }

    private static int count(int file, List<List<Integer>> includes) {
        return 1 + includes.get(file).stream().mapToInt(i -> count(i, includes)).sum();
    }
}
