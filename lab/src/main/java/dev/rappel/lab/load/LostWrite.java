package dev.rappel.lab.load;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An acknowledged write that could not be read back.
 *
 * @param expected the beginning of the value that should be there
 * @param found what a linearizable read through the first of {@code members} found there; empty
 *     where the key does not exist
 * @param members the endpoints through which it was missing
 * @param acknowledged when the cluster said yes
 * @param revision the revision at which it said it had written it
 */
public record LostWrite(
        String key,
        String expected,
        Optional<String> found,
        List<URI> members,
        Instant acknowledged,
        long revision) {
    public LostWrite {
        members = List.copyOf(members);
    }

    LostWrite alsoThrough(URI member) {
        List<URI> more = new ArrayList<>(members);
        more.add(member);
        return new LostWrite(key, expected, found, more, acknowledged, revision);
    }
}
