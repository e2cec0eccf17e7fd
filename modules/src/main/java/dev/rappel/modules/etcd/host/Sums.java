package dev.rappel.modules.etcd.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What programs on hosts were found to be, by machine, file, size and time of change: reading 60 MB
 * on each host again for every task, and for the run after its plan, would take longer than the
 * rest of a roll. What is kept for later commands is forgotten after a day.
 */
public final class Sums {
    private static final Duration KEPT = Duration.ofDays(1);

    /** All of it goes to each host with each question; a cluster of seven has about this many. */
    private static final int MOST = 100;

    private static final String HERE = "here:";

    private final Map<String, String> known = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Optional<Path> file;

    private Sums(Optional<Path> file) {
        this.file = file;
    }

    /** Nothing is known yet, and nothing is kept. */
    static Sums none() {
        return new Sums(Optional.empty());
    }

    /**
     * What earlier commands of this user found, as far as it can be read; what is learnt is added.
     */
    static Sums kept() {
        return kept(LocalRelease.cache().resolve("sums"), Instant.now());
    }

    static Sums kept(Path file, Instant now) {
        Sums sums = new Sums(Optional.of(file));
        try {
            sums.read(file, now);
        } catch (IOException _) {
            // There is none yet, or it is no use: then programs are looked at again.
        }
        return sums;
    }

    private void read(Path file, Instant now) throws IOException {
        SequencedMap<String, String> lines = new LinkedHashMap<>();
        List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : all) {
            String[] part = line.split(" ", 3);
            if (part.length == 3 && isRecent(part[0], now)) {
                var _ = lines.putLast(part[1], line);
            }
        }
        while (lines.size() > MOST) {
            var _ = lines.pollFirstEntry();
        }
        lines.forEach((key, line) -> known.put(key, line.split(" ", 3)[2]));
        if (all.size() > 2 * MOST) {
            Path fresh = Files.createTempFile(file.getParent(), "sums", null);
            Files.write(fresh, lines.values());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isRecent(String seconds, Instant now) {
        try {
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now);
            return !age.isNegative() && age.compareTo(KEPT) < 0;
        } catch (NumberFormatException | java.time.DateTimeException _) {
            return false;
        }
    }

    /** The SHA-256 of a program on this machine. */
    String ofHere(String name, Path program) throws IOException {
        String key = HERE + name + ":" + Files.size(program) + ":" + time(program);
        String found = known.get(key);
        if (found == null) {
            found = Sha256.of(program);
            learn(key, found, "-");
        }
        return found.split(" ", 2)[0];
    }

    private static String time(Path program) throws IOException {
        Instant changed = Files.getLastModifiedTime(program).toInstant();
        return changed.getEpochSecond() + "." + changed.getNano();
    }

    /**
     * One line for each file on a host: what tells it apart, its SHA-256 and its version; those
     * that were seen last.
     */
    String text() {
        List<String> lines;
        synchronized (known) {
            lines =
                    known.entrySet().stream()
                            .filter(e -> !e.getKey().startsWith(HERE))
                            .map(e -> e.getKey() + " " + e.getValue())
                            .toList();
        }
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }

    void learn(String key, String sha256, String version) {
        if (key.isEmpty() || sha256.isEmpty()) {
            return;
        }
        String found = sha256 + " " + version;
        String before;
        synchronized (known) {
            before = known.remove(key);
            known.put(key, found); // it is now the one that was seen last
        }
        if (!found.equals(before)) {
            file.ifPresent(f -> append(f, key + " " + found));
        }
    }

    /** One write, so that commands side by side do not tear each other's lines. */
    private static void append(Path file, String line) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(
                    file,
                    Instant.now().getEpochSecond() + " " + line + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException _) {
            // It is looked at again the next time.
        }
    }
}
