package dev.rappel.lab.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How reading everything back went.
 *
 * @param keys how many keys had an acknowledged write, and so had to be read back
 * @param members one for each endpoint
 * @param took how long it lasted
 */
public record Verification(long keys, List<Member> members, Duration took) {
    /**
     * One member, asked for every key with linearizable reads.
     *
     * @param problem why it could not be read to the end; empty where it was
     */
    public record Member(URI endpoint, Optional<ErrorKind> problem) {
        public boolean complete() {
            return problem.isEmpty();
        }
    }

    public Verification {
        members = List.copyOf(members);
    }

    /** Whether at least one member was read to the end. */
    public boolean complete() {
        return members.stream().anyMatch(Member::complete);
    }
}
