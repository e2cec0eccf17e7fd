package dev.rappel.modules.probe;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What {@code wait_for} is given; Ansible's names where the meaning is Ansible's. */
@OnlyOne(
        value = {"port", "path"},
        required = true)
public record WaitForArguments(
        @Doc("Whose port, as the task's host sees it.") @Default("127.0.0.1") @Example("10.0.0.7")
                String host,
        @Doc("A TCP port, 1 to 65535.") @Example("8080") Optional<Integer> port,
        @Doc("A file on the task's host, by its absolute path.") @Example("/run/app/ready")
                Optional<String> path,
        @Doc(
                        "`started` and `present`: the port accepts a connection, the file is there."
                                + " `stopped` and `absent`: neither.")
                @Default("started")
                State state,
        @Doc(
                        "A regular expression that the port's first words or the file must match; `^`"
                                + " and `$` stand for the ends of a line. With `absent`, what the file"
                                + " must not match.")
                @Example("^ready")
                Optional<String> searchRegex,
        @Doc("How long to wait before the task fails, in seconds, the `delay` included.")
                @Default("300")
                @Example("30")
                int timeout,
        @Doc("How long to wait before the first look, in seconds.") @Default("0") @Example("2")
                int delay,
        @Doc("How long one connection may take, in seconds.") @Default("5") @Example("1")
                int connectTimeout) {

    private static final int LONGEST = (int) Duration.ofDays(7).toSeconds();

    public WaitForArguments {
        if (port.isPresent() && (port.get() < 1 || port.get() > 65535)) {
            throw new IllegalArgumentException("`port` is a number from 1 to 65535");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("`host` is a name or an address");
        }
        if (path.isPresent() && (!path.get().startsWith("/") || path.get().indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("`path` begins with `/`: it is on the task's host");
        }
        if (timeout < 1 || timeout > LONGEST) {
            throw new IllegalArgumentException(
                    "`timeout` is a number of seconds from 1 to those of seven days");
        }
        if (delay < 0 || delay >= timeout) {
            throw new IllegalArgumentException("`delay` must be less than `timeout`");
        }
        if (connectTimeout < 1) {
            throw new IllegalArgumentException("`connect_timeout` is a number of seconds above 0");
        }
        if (port.isPresent() && searchRegex.isPresent() && !state.wanted()) {
            throw new IllegalArgumentException(
                    "a port that is closed says nothing: leave `search_regex` or `state` out");
        }
        searchRegex.ifPresent(WaitForArguments::compile);
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "`search_regex` is no regular expression: " + e.getDescription(), e);
        }
    }

    /** What has to be found. */
    Optional<Pattern> pattern() {
        return searchRegex.map(WaitForArguments::compile);
    }

    /** What is waited for. */
    public enum State {
        STARTED,
        PRESENT,
        STOPPED,
        ABSENT;

        /** Whether the port or the file has to be there. */
        boolean wanted() {
            return this == STARTED || this == PRESENT;
        }
    }
}
