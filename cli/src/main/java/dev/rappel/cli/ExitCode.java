package dev.rappel.cli;

import dev.rappel.engine.text.Failure;

/** The exit codes of {@code rappel}; each means one thing and keeps it. */
public enum ExitCode {
    DONE(0),
    INTERNAL_ERROR(1),
    /** {@code plan --detailed-exitcode}: there is something to change. */
    CHANGES_PRESENT(2),
    FAILED(3),
    REFUSED(4),
    STALE_PLAN(5),
    LOCKED(6),
    UNREACHABLE(7),
    PUT_BACK(8),
    NEEDS_A_PERSON(9),
    USAGE(64),
    INVALID(65),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ExitCode of(Failure.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case INVALID -> INVALID;
            case REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case LOCKED -> LOCKED;
            case STALE -> STALE_PLAN;
            case FAILED -> FAILED;
            case PUT_BACK -> PUT_BACK;
            case INTERRUPTED -> INTERRUPTED;
            case STUCK -> NEEDS_A_PERSON;
        };
    }
}
