package dev.rappel.lab.release;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A store in a folder of its own, with the sources that a test gives it. */
final class StoreFixture {
    /** A loopback port that nothing listens on. */
    static final URI NOWHERE = URI.create("http://127.0.0.1:1/etcd");

    /** Long enough that only what is meant to be late is late. */
    static final Deadlines PATIENT = deadlines(Duration.ofMinutes(1));

    final Path folder;
    final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private URI etcd = NOWHERE;
    private Deadlines deadlines = PATIENT;

    StoreFixture(Path temp) {
        this.folder = temp.resolve("store");
    }

    static Deadlines deadlines(Duration each) {
        return new Deadlines(each, each, each, Duration.ofMinutes(10), each);
    }

    StoreFixture named(String rappelReleases) {
        environment.put("RAPPEL_RELEASES", rappelReleases);
        return this;
    }

    StoreFixture etcd(URI base) {
        etcd = base;
        return this;
    }

    StoreFixture waits(Deadlines other) {
        deadlines = other;
        return this;
    }

    ReleaseStore store() {
        return new ReleaseStore(folder, environment, etcd, deadlines);
    }

    Release get() throws Failure, InterruptedException {
        return get(TestArchive.ID);
    }

    Release get(ReleaseId id) throws Failure, InterruptedException {
        return store().get(id.version(), id.arch(), progress());
    }

    Failure refused() {
        return refused(TestArchive.ID);
    }

    Failure refused(ReleaseId id) {
        return catchThrowableOfType(Failure.class, () -> get(id));
    }

    /** What the sources answered, when none of them had it. */
    String answers() {
        return String.join("\n", refused().evidence());
    }

    Progress progress() {
        return what -> {
            told.add(what);
            return new Progress.Step() {
                @Override
                public void now(String detail) {
                    told.add(detail);
                }

                @Override
                public void done(String outcome) {
                    told.add("done: " + outcome);
                }
            };
        };
    }

    /** All files of the store but the locks', by their paths in it. */
    List<String> files() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> folder.relativize(f).toString())
                    .filter(f -> !f.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
