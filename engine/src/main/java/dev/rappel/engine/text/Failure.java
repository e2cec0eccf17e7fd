package dev.rappel.engine.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one checked failure of the house: something that the user asked for did not happen.
 *
 * <p>It carries what failed, why, what to do about it, and the evidence (the last lines of a
 * program's output, a unit's journal), each apart, so that a view can lay them out and a test can
 * ask for one of them. What is wrong with a user's <em>files</em> is a {@link Diagnostic}, not a
 * failure.
 */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * What a failure means for the caller; each kind has one exit code, given by the command line.
     */
    public enum Kind {
        /** The command was called wrongly: an unknown name, a value out of range. */
        USAGE,
        /** A file that the user gave cannot be used as it is. */
        INVALID,
        /** Not done, on purpose or for want of something, and nothing was touched. */
        REFUSED,
        /**
         * A host cannot be reached, does not let us in, is not the host that it was, or was lost in
         * the middle of a task. What was begun on it then stands in the help.
         */
        UNREACHABLE,
        /** Somebody else is at work there. */
        LOCKED,
        /** The world is no longer what the plan saw; nothing was touched. */
        STALE,
        /** It was begun and did not succeed; there was nothing to take back. */
        FAILED,
        /** It was begun and did not succeed; what was begun has been taken back. */
        PUT_BACK,
        /** It was begun, did not succeed, and could not be taken back: a person must look. */
        STUCK,
        /** Stopped on request, at a safe point. */
        INTERRUPTED,
    }

    private final Kind kind;
    private final String what;
    private final String why;
    private final String help;
    private final ArrayList<String> evidence;

    private Failure(
            Kind kind,
            String what,
            String why,
            String help,
            List<String> evidence,
            @Nullable Throwable cause) {
        super(why.isEmpty() ? what : what + ": " + why, cause);
        this.kind = kind;
        this.what = what;
        this.why = why;
        this.help = help;
        this.evidence = new ArrayList<>(evidence);
    }

    /**
     * A failure of which only {@code what} is known so far; add the rest with the {@code with}
     * methods.
     */
    public static Failure of(Kind kind, String what) {
        return new Failure(kind, what, "", "", List.of(), null);
    }

    public Failure why(String why) {
        return new Failure(kind, what, why, help, evidence, getCause());
    }

    public Failure help(String help) {
        return new Failure(kind, what, why, help, evidence, getCause());
    }

    /** The lines that show it, oldest first; never a stack trace, never a secret. */
    public Failure evidence(List<String> evidence) {
        return new Failure(kind, what, why, help, evidence, getCause());
    }

    public Failure cause(Throwable cause) {
        return new Failure(kind, what, why, help, evidence, cause);
    }

    /** The same, which means something else for the caller. */
    public Failure as(Kind other) {
        return new Failure(other, what, why, help, evidence, getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** What failed and why, in one line. */
    @Override
    public String getMessage() {
        return why.isEmpty() ? what : what + ": " + why;
    }

    /** One sentence without a full stop: what did not happen. */
    public String what() {
        return what;
    }

    /** The reason as far as it is known; empty where {@link #what} says it all. */
    public String why() {
        return why;
    }

    /** The next thing to do, best as a command; empty where there is nothing to say. */
    public String help() {
        return help;
    }

    public List<String> evidence() {
        return List.copyOf(evidence);
    }
}
