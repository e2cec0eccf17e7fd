package dev.rappel.engine.run;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Hosts that hold keys and values, and tell everything that was done to them. */
final class MemoryHosts implements Reach {
    private final Map<String, Map<String, String>> kept = new TreeMap<>();
    private final List<String> done = new ArrayList<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> locked = new HashSet<>();
    private final Set<String> running = new HashSet<>();
    private boolean returns = true;
    BiConsumer<String, String> onPut = (host, key) -> {};
    Set<String> slow = Set.of();

    synchronized Map<String, String> of(String host) {
        return kept.computeIfAbsent(host, _ -> new TreeMap<>());
    }

    /** What was done, such as {@code h1 put a=1}, in order. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    synchronized void forgetCounters() {
        counters.clear();
    }

    synchronized void isGone(String host) {
        gone.add(host);
    }

    synchronized void isLocked(String host) {
        locked.add(host);
    }

    /** Lost connections stay lost. */
    synchronized void losesForGood() {
        returns = false;
    }

    private static Failure unreachable(String host) {
        return Failure.of(Failure.Kind.UNREACHABLE, host + " does not answer");
    }

    @Override
    public synchronized HostAccess to(String host, Rights rights) throws Failure {
        if (gone.contains(host)) {
            throw unreachable(host);
        }
        if (running.remove(host)) {
            done.add(host + " end what runs");
        }
        return new Memory(host);
    }

    @Override
    public synchronized void lock(String host, String holder) throws Failure {
        if (locked.contains(host)) {
            throw Failure.of(Failure.Kind.LOCKED, "another run has " + host);
        }
    }

    private synchronized Reply run(String host, Script script) throws Failure {
        if (gone.contains(host)) {
            throw unreachable(host);
        }
        if (script.text().equals(":")) {
            return new Reply(0, "", "");
        }
        List<String> words = new ArrayList<>();
        for (Value parameter : script.parameters()) {
            words.add(parameter instanceof Value.Text(String text) ? text : "");
        }
        String key = words.getFirst();
        switch (script.text()) {
            case "put" -> {
                of(host).put(key, words.get(1));
                done.add(host + " put " + key + "=" + words.get(1));
                onPut.accept(host, key);
            }
            case "drop" -> {
                of(host).remove(key);
                done.add(host + " drop " + key);
            }
            case "tidy" -> {
                done.add(host + " tidy " + key);
                if (of(host).containsKey("full")) {
                    return new Reply(1, "", "no way");
                }
            }
            case "again" -> done.add(host + " again " + key);
            case "lose" -> {
                running.add(host);
                if (!returns) {
                    gone.add(host);
                }
                throw unreachable(host);
            }
            default -> {
                return new Reply(1, "", "no such thing");
            }
        }
        return new Reply(0, "", "");
    }

    private Optional<byte[]> read(String host, String key) throws InterruptedException {
        if (slow.contains(key)) {
            // Ends only when the run is asked to stop.
            Thread.sleep(Duration.ofMinutes(10));
        }
        synchronized (this) {
            Optional<String> found =
                    key.startsWith("counter")
                            ? Optional.of(
                                    String.valueOf(counters.merge(host + key, 1, Integer::sum)))
                            : Optional.ofNullable(of(host).get(key));
            return found.map(v -> v.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Memory implements HostAccess {
        private final String name;

        private Memory(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Reply run(Script script) throws Failure {
            return MemoryHosts.this.run(name, script);
        }

        @Override
        public void upload(Upload upload) {
            throw new IllegalStateException("no files here");
        }

        @Override
        public Optional<byte[]> read(String path, long limit) throws InterruptedException {
            return MemoryHosts.this.read(name, path);
        }

        @Override
        public Kept kept() {
            throw new IllegalStateException("nothing to keep here");
        }

        @Override
        public ByteChannel connect(String address, int port, Duration deadline) {
            throw new IllegalStateException("no ports here");
        }
    }
}
