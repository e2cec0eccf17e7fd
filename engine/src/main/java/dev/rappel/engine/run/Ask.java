package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.Optional;

/** The person at the terminal. */
public interface Ask {
    /** Whether there is somebody. */
    boolean somebody();

    /**
     * @param deadline how long to wait; empty for as long as it takes
     * @return what was typed; empty when the time went by without an answer
     * @throws Failure of kind REFUSED where nobody is there
     */
    Optional<String> answer(String question, Optional<Duration> deadline)
            throws Failure, InterruptedException;

    /** There is no terminal. */
    Ask NOBODY =
            new Ask() {
                @Override
                public boolean somebody() {
                    return false;
                }

                @Override
                public Optional<String> answer(String question, Optional<Duration> deadline)
                        throws Failure {
                    throw Failure.of(Failure.Kind.REFUSED, "nobody can be asked: " + question)
                            .why("there is no terminal")
                            .help("run it on a terminal");
                }
            };
}
