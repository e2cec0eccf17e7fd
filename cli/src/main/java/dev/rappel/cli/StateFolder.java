package dev.rappel.cli;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where runs leave what must outlive them; readable by its owner alone. */
record StateFolder(Path folder) {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@code $RAPPEL_STATE}, else where the desktop standard wants it. */
    static StateFolder of(Map<String, String> environment, String home) {
        Optional<String> own =
                Optional.ofNullable(environment.get("RAPPEL_STATE")).filter(s -> !s.isBlank());
        Optional<Path> standard =
                Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                        .filter(s -> s.startsWith("/"))
                        .map(s -> Path.of(s).resolve("rappel"));
        return new StateFolder(
                own.map(Path::of)
                        .or(() -> standard)
                        .orElse(Path.of(home, ".local", "state", "rappel")));
    }

    static StateFolder ofThisUser() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    Path runs() {
        return folder.resolve("runs");
    }

    /** Makes a folder for a run, with a name that sorts by time: {@code 20261121-100211-7K3}. */
    Path newRun(Instant now, String plan) throws Failure {
        Path made = runs().resolve(NAME.format(now) + "-" + plan);
        try {
            Files.createDirectories(runs());
            Files.createDirectory(
                    made,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return made;
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.REFUSED, "cannot make " + made)
                    .why(e.getClass().getSimpleName() + " " + e.getMessage())
                    .help("name another folder with RAPPEL_STATE=FOLDER")
                    .cause(e);
        }
    }
}
