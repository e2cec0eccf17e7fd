package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.text.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in a member's journal why it does not serve. */
final class Journal {
    private static final int LAST = 20;
    private static final Pattern FATAL =
            Pattern.compile(
                    "\"level\":\"(fatal|panic)\"|^panic:|^fatal error:|\\b[CF] \\||invalid downgrade"
                            + "|flag provided but not defined|error verifying flags"
                            + "|unrecognized feature gate|shadowed by corresponding");

    /** What systemd itself says when it starts a program. */
    private static final Pattern BEGUN = Pattern.compile("^Starting .*\\.\\.\\.$");

    /** What systemd itself says when a program has ended. */
    private static final Pattern ENDED = Pattern.compile("^\\S+\\.service: Main process exited");

    private static final Pattern MESSAGE = Pattern.compile("\"msg\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ERROR = Pattern.compile("\"error\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Journal() {}

    /** What the start script said, as a failure. */
    static Failure failure(String host, String unit, Reply reply) {
        List<String> lines =
                Stream.concat(reply.out().lines(), reply.err().lines())
                        .filter(line -> !line.isBlank())
                        .toList();
        Optional<String> said =
                lines.stream()
                        .filter(line -> line.startsWith("why "))
                        .map(line -> line.substring(4))
                        .findFirst();
        List<String> log = lines.stream().filter(line -> !line.startsWith("why ")).toList();
        String seen = said.orElse(log.isEmpty() ? "status " + reply.status() : log.getFirst());
        Optional<String> fatal = reason(log);
        return Failure.of(Failure.Kind.FAILED, unit + " on " + host + " does not serve")
                .why(fatal.map(f -> seen + ": " + f).orElse(seen))
                .help("see `journalctl -u " + unit + "` on " + host)
                .evidence(log.subList(Math.max(0, log.size() - LAST), log.size()));
    }

    /**
     * The first line that says why a program ended, without what surrounds it: that of its last
     * start that has one, for what is older may be mended, and the newest may not have come so far.
     */
    static Optional<String> reason(List<String> log) {
        int end = log.size();
        for (int i = log.size() - 1; i >= 0; i--) {
            if (i == 0 || BEGUN.matcher(log.get(i)).find()) {
                Optional<String> found = reasonOfOne(log.subList(i, end));
                if (found.isPresent()) {
                    return found;
                }
                end = i;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> reasonOfOne(List<String> log) {
        return log.stream()
                .filter(line -> FATAL.matcher(line).find())
                .findFirst()
                .or(() -> lastWords(log))
                .map(Journal::text);
    }

    /** Plain text, as 3.4 logs it, marks no line as the fatal one: but nothing follows it. */
    private static Optional<String> lastWords(List<String> log) {
        for (int i = 1; i < log.size(); i++) {
            if (ENDED.matcher(log.get(i)).find()) {
                return Optional.of(log.get(i - 1)).filter(line -> !line.startsWith("{"));
            }
        }
        return Optional.empty();
    }

    private static String text(String line) {
        Matcher message = MESSAGE.matcher(line);
        if (!message.find()) {
            return line.strip();
        }
        Matcher error = ERROR.matcher(line);
        return error.find() ? message.group(1) + ": " + error.group(1) : message.group(1);
    }
}
