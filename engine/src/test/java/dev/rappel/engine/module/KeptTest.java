package dev.rappel.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptTest {
    private final Kept kept = new Kept();
    private final List<String> ended = new ArrayList<>();
    private int made;

    private final class Line implements AutoCloseable {
        private final String name;
        private boolean works = true;

        private Line(String name) {
            this.name = name;
            made++;
        }

        @Override
        public void close() {
            ended.add(name);
        }
    }

    private Line line(String of) throws Failure, InterruptedException {
        return kept.get("line", of, Line.class, l -> l.works, () -> new Line(of));
    }

    @Test
    void the_same_thing_is_made_once() throws Exception {
        assertThat(line("pid 1")).isSameAs(line("pid 1"));
        assertThat(made).isEqualTo(1);
        assertThat(ended).isEmpty();
    }

    @Test
    void a_thing_of_something_else_takes_its_place_and_the_old_one_ends() throws Exception {
        Line first = line("pid 1");
        assertThat(line("pid 2")).isNotSameAs(first);
        assertThat(ended).containsExactly("pid 1");
    }

    @Test
    void a_thing_that_works_no_longer_is_made_anew() throws Exception {
        Line first = line("pid 1");
        first.works = false;
        assertThat(line("pid 1")).isNotSameAs(first);
        assertThat(ended).containsExactly("pid 1");
    }

    @Test
    void what_could_not_be_made_is_tried_again_by_the_next_one() throws Exception {
        assertThatThrownBy(() ->
                        kept.get(
                                "line",
                                "pid 1",
                                Line.class,
                                l -> true,
                                () -> {
                                    throw Failure.of(Failure.Kind.FAILED, "refused");
                                }))
                .isInstanceOf(Failure.class);
        assertThat(line("pid 1").name).isEqualTo("pid 1");
    }

    @Test
    void all_of_it_ends_with_the_connection_and_is_made_anew_with_the_next() throws Exception {
        Line first = line("pid 1");
        kept.close();
        assertThat(ended).containsExactly("pid 1");
        assertThat(line("pid 1")).isNotSameAs(first);
    }
}
