package dev.rappel.cli.rehearsal;

import dev.rappel.modules.etcd.EtcdModules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Tells the scripts of the modules apart, by their whole text or by words that only one has. */
final class Scripts {
    /** Those that get an answer, or do something to a member. */
    enum Kind {
        DISCOVER,
        SETTINGS,
        RAFT_SNAPSHOTS,
        STAGED,
        ACTIVATE,
        START,
        OTHER
    }

    private static final Map<String, Kind> FILES =
            Map.of(
                    "discover.sh", Kind.DISCOVER,
                    "staged.sh", Kind.STAGED,
                    "activate.sh", Kind.ACTIVATE,
                    "start.sh", Kind.START);

    private final Map<String, Kind> known;

    private Scripts(Map<String, Kind> known) {
        this.known = Map.copyOf(known);
    }

    static Scripts ofModules() {
        Map<String, Kind> known = new HashMap<>();
        FILES.forEach((file, kind) -> {
            try (InputStream in = EtcdModules.class.getResourceAsStream("host/" + file)) {
                if (in != null) {
                    known.put(new String(in.readAllBytes(), StandardCharsets.UTF_8), kind);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Scripts(known);
    }

    Kind kind(String text) {
        Kind kind = known.get(text);
        if (kind != null) {
            return kind;
        } else if (text.contains("/cwd")) {
            return Kind.SETTINGS;
        } else if (text.contains("/member/snap")) {
            return Kind.RAFT_SNAPSHOTS;
        }
        return Kind.OTHER;
    }
}
