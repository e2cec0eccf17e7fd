package dev.rappel.modules.probe;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at a port as the task's host sees it. */
final class PortSight {
    /** More of what a port says unasked is not read. */
    private static final int LARGEST = 1 << 16;

    private static final int SHOWN = 80;

    private PortSight() {}

    /**
     * @param limit how long the look may take
     */
    static Sight look(HostAccess host, WaitForArguments args, Duration limit)
            throws Failure, InterruptedException {
        boolean wanted = args.state().wanted();
        ByteChannel channel;
        try {
            channel = host.connect(args.host(), args.port().orElseThrow(), limit);
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.FAILED) {
                throw failure;
            }
            return new Sight(!wanted, "it accepts no connection: " + failure.why(), "");
        }
        Optional<Pattern> pattern = args.pattern();
        if (pattern.isEmpty()) {
            try {
                channel.close();
            } catch (IOException gone) {
                // It was open, and that is all that was asked.
            }
            return new Sight(wanted, "it accepts connections", "");
        }
        return words(channel, pattern.get(), limit);
    }

    private static Sight words(ByteChannel channel, Pattern pattern, Duration limit)
            throws InterruptedException {
        ByteBuffer words = ByteBuffer.allocate(LARGEST);
        String end = "and is silent then";
        try {
            boolean found =
                    Bounded.talk(
                            channel,
                            limit,
                            () -> {
                                while (words.hasRemaining() && channel.read(words) >= 0) {
                                    if (pattern.matcher(text(words)).find()) {
                                        return true;
                                    }
                                }
                                return false;
                            });
            if (found) {
                return new Sight(true, "it says what is asked for", "");
            }
            end = words.hasRemaining() ? "and ends the connection then" : "and more";
        } catch (IOException e) {
            // What was said until then is still worth telling.
        }
        String said = text(words).strip();
        String first = said.lines().findFirst().orElse("");
        if (first.length() > SHOWN) {
            first = first.substring(0, SHOWN) + " …";
        }
        return new Sight(
                false,
                said.isEmpty()
                        ? "it accepts connections and says nothing"
                        : "it says \"" + first + "\" " + end,
                "");
    }

    private static String text(ByteBuffer words) {
        return StandardCharsets.UTF_8.decode(words.duplicate().flip()).toString();
    }
}
