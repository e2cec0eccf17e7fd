package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a load client is to do.
 *
 * @param endpoints the members' client URLs, {@code http://…} or {@code https://…}, all of one
 *     scheme
 * @param tls present exactly when the endpoints are {@code https}
 * @param writers threads that put
 * @param readers threads that get, linearizable
 * @param callDeadline how long a call may take, from its start to its answer
 * @param patience after this time without an answer a thread makes its next call, with another key,
 *     beside the one that is under way: applications have more than one request, and without this
 *     an outage of a second would look as long as the call deadline. With the call deadline here,
 *     each thread has one call at a time
 * @param verifyDeadline how long reading everything back may take at most, all in all
 * @param valueSize bytes of each value; a value is never shorter than the line that identifies it
 * @param prefix what all keys of this run begin with; no other run may use it
 * @param perSecond calls per second for all writers together, and as many again for all readers;
 *     empty is as fast as the cluster answers
 * @param maxKeys fresh keys to write at most; after that the newest are overwritten, so that a long
 *     run stays bounded in memory and in the time to read it back
 * @param keepKeys whether the keys stay in the cluster afterwards; they always stay when something
 *     was lost
 */
public record LoadSpec(
        List<URI> endpoints,
        Optional<TlsFiles> tls,
        int writers,
        int readers,
        Duration callDeadline,
        Duration patience,
        Duration verifyDeadline,
        int valueSize,
        String prefix,
        OptionalInt perSecond,
        int maxKeys,
        boolean keepKeys) {

    public LoadSpec {
        endpoints = List.copyOf(endpoints);
    }

    /** Four writers, two readers, 5 s per call, 256 bytes, no limit, keys removed afterwards. */
    public static LoadSpec of(List<URI> endpoints) {
        return new LoadSpec(
                endpoints,
                Optional.empty(),
                4,
                2,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(60),
                256,
                "rappel-load/" + UUID.randomUUID().toString().substring(0, 8) + "/",
                OptionalInt.empty(),
                200_000,
                false);
    }

    public LoadSpec tls(TlsFiles files) {
        return with(draft -> draft.tls = Optional.of(files));
    }

    public LoadSpec threads(int writing, int reading) {
        return with(draft -> {
            draft.writers = writing;
            draft.readers = reading;
        });
    }

    public LoadSpec deadlines(Duration call, Duration verify) {
        return with(draft -> {
            draft.callDeadline = call;
            draft.verifyDeadline = verify;
        });
    }

    public LoadSpec patience(Duration time) {
        return with(draft -> draft.patience = time);
    }

    public LoadSpec valueSize(int bytes) {
        return with(draft -> draft.valueSize = bytes);
    }

    public LoadSpec prefix(String text) {
        return with(draft -> draft.prefix = text);
    }

    public LoadSpec perSecond(int calls) {
        return with(draft -> draft.perSecond = OptionalInt.of(calls));
    }

    public LoadSpec maxKeys(int count) {
        return with(draft -> draft.maxKeys = count);
    }

    public LoadSpec keepKeys(boolean keep) {
        return with(draft -> draft.keepKeys = keep);
    }

    private LoadSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /** The spec while a part of it is changed. */
    private static final class Draft {
        private final List<URI> endpoints;
        private Optional<TlsFiles> tls;
        private int writers;
        private int readers;
        private Duration callDeadline;
        private Duration patience;
        private Duration verifyDeadline;
        private int valueSize;
        private String prefix;
        private OptionalInt perSecond;
        private int maxKeys;
        private boolean keepKeys;

        Draft(LoadSpec from) {
            endpoints = from.endpoints;
            tls = from.tls;
            writers = from.writers;
            readers = from.readers;
            callDeadline = from.callDeadline;
            patience = from.patience;
            verifyDeadline = from.verifyDeadline;
            valueSize = from.valueSize;
            prefix = from.prefix;
            perSecond = from.perSecond;
            maxKeys = from.maxKeys;
            keepKeys = from.keepKeys;
        }

        LoadSpec spec() {
            return new LoadSpec(
                    endpoints,
                    tls,
                    writers,
                    readers,
                    callDeadline,
                    patience,
                    verifyDeadline,
                    valueSize,
                    prefix,
                    perSecond,
                    maxKeys,
                    keepKeys);
        }
    }

    /**
     * @throws Failure USAGE, naming the first thing that is out of range
     */
    void check() throws Failure {
        if (endpoints.isEmpty()) {
            throw usage("no endpoint was given", "name the members' client URLs");
        }
        if (new HashSet<>(endpoints).size() != endpoints.size()) {
            throw usage("an endpoint is named twice", "name each member once");
        }
        for (URI endpoint : endpoints) {
            String scheme = String.valueOf(endpoint.getScheme());
            if (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw usage(
                        "`" + endpoint + "` is not an endpoint",
                        "write it like http://10.0.0.1:2379 or https://etcd1:2379");
            }
            if (scheme.equals("https") && tls.isEmpty()) {
                throw usage(
                        endpoint + " needs TLS and no certificate authority was given",
                        "give the CA file and, where members ask for it, certificate and key");
            }
            if (scheme.equals("http") && tls.isPresent()) {
                throw usage(
                        "TLS files were given, but " + endpoint + " is not https",
                        "write https:// or leave the files out");
            }
        }
        atLeast("writers", writers, 1);
        atLeast("readers", readers, 0);
        atLeast("the most keys", maxKeys, 1);
        if (perSecond.isPresent()) {
            atLeast("calls per second", perSecond.getAsInt(), 1);
        }
        if (valueSize < 1 || valueSize > 1_000_000) {
            throw usage(
                    "a value cannot have " + valueSize + " bytes",
                    "choose 1 to 1000000: etcd refuses requests above 1.5 MiB");
        }
        if (!callDeadline.isPositive() || !patience.isPositive() || !verifyDeadline.isPositive()) {
            throw usage("a deadline must be longer than nothing", "choose at least 1 ms");
        }
        if (prefix.isEmpty()) {
            throw usage(
                    "the key prefix is empty", "an empty prefix would claim every key there is");
        }
    }

    private static void atLeast(String what, int value, int least) throws Failure {
        if (value < least) {
            throw usage(what + ": " + value + " is too few", "choose at least " + least);
        }
    }

    private static Failure usage(String why, String help) {
        return Failure.of(Failure.Kind.USAGE, "cannot start the load client").why(why).help(help);
    }
}
