package dev.rappel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnifiedTest {
    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    @Test
    void equal_texts_have_no_difference() {
        assertThat(Unified.of("a\nb\n", "a\nb\n")).isEmpty();
    }

    @Test
    void a_changed_line_is_shown_with_three_lines_around_it() {
        assertThat(Unified.of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .containsExactly(
                        "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
    }

    @Test
    void far_apart_changes_are_hunks_of_their_own() {
        List<String> before = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            before.add("line " + i);
        }
        List<String> after = new ArrayList<>(before);
        after.set(1, "second");
        after.remove(25);

        assertThat(Unified.of(text(before), text(after)))
                .filteredOn(l -> l.startsWith("@@"))
                .containsExactly("@@ -1,5 +1,5 @@", "@@ -23,7 +23,6 @@");
    }

    @Test
    void a_new_text_is_all_plus_and_a_gone_one_all_minus() {
        assertThat(Unified.of("", "a\nb\n")).containsExactly("@@ -0,0 +1,2 @@", "+a", "+b");
        assertThat(Unified.of("a\n", "")).containsExactly("@@ -1 +0,0 @@", "-a");
    }

    @Test
    void a_missing_last_line_break_is_told() {
        assertThat(Unified.of("a", "a\n")).containsExactly("+ a line break at the end");
    }

    @Test
    void texts_with_nothing_in_common_are_one_block() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            before.add("old " + i);
            after.add("new " + i);
        }
        assertThat(Unified.of(text(before), text(after))).hasSize(4001);
    }

    /** Both texts can be read back from the whole difference of short random ones. */
    @Test
    void the_difference_leads_from_one_text_to_the_other() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<String> before = letters(random);
            List<String> after = letters(random);
            List<String> old = new ArrayList<>();
            List<String> now = new ArrayList<>();
            for (String line : Unified.of(text(before), text(after))) {
                if (!line.startsWith("@@")) {
                    String rest = line.substring(1);
                    if (line.charAt(0) != '+') {
                        old.add(rest);
                    }
                    if (line.charAt(0) != '-') {
                        now.add(rest);
                    }
                }
            }
            if (!before.equals(after)) {
                assertThat(before).containsSubsequence(old);
                assertThat(after).containsSubsequence(now);
                assertThat(before.size() - old.size()).isEqualTo(after.size() - now.size());
            }
        }
    }

    /** Up to six, so that everything is within three lines of a change. */
    private static List<String> letters(Random random) {
        List<String> letters = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            letters.add(String.valueOf((char) ('a' + random.nextInt(3))));
        }
        return letters;
    }
}
