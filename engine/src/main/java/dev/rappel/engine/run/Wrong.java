package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;
import java.util.List;
import java.util.Optional;

/**
 * A host on which it did not go well.
 *
 * @param failure why
 * @param stuck why it could not be put back
 * @param putBack whether something was taken back, and all of it
 */
record Wrong(String host, Failure failure, Optional<Failure> stuck, boolean putBack) {
    /**
     * The failure of a whole run: the worst that became of a host gives its kind.
     *
     * @param touched whether the run changed anything anywhere
     */
    static Failure together(List<Wrong> all, boolean touched) {
        Optional<Wrong> stuck = all.stream().filter(w -> w.stuck().isPresent()).findFirst();
        if (stuck.isPresent()) {
            return stuck(stuck.get()).evidence(others(stuck.get(), all));
        }
        Wrong first =
                all.stream().filter(Wrong::isAway).findFirst().orElseGet(() -> backOrFirst(all));
        Failure failure = first.failure();
        Failure named =
                Failure.of(kind(first, touched), who(first, all) + ": " + failure.what())
                        .why(failure.why())
                        .help(first.putBack() ? goOn(failure.help()) : failure.help())
                        .evidence(others(first, all));
        return failure.getCause() == null ? named : named.cause(failure.getCause());
    }

    private static Wrong backOrFirst(List<Wrong> all) {
        return all.stream().filter(Wrong::putBack).findFirst().orElse(all.getFirst());
    }

    /** The host, and how many failed like it. */
    private static String who(Wrong first, List<Wrong> all) {
        long more =
                all.stream().filter(w -> w.failure().what().equals(first.failure().what())).count()
                        - 1;
        return first.host()
                + (more == 0 ? "" : " and " + more + (more == 1 ? " other" : " others"));
    }

    private boolean isAway() {
        return !putBack && failure.kind() == Failure.Kind.UNREACHABLE;
    }

    /**
     * The host cannot be reached, and this was begun on it and is not taken back: what a person
     * must look at once it is back.
     */
    Wrong left(List<Begun> begun) {
        StringBuilder help = new StringBuilder(failure.help());
        help.append(help.isEmpty() ? "" : "\n")
                .append("once ")
                .append(host)
                .append(" answers again, look at what was begun there and not taken back:");
        begun.forEach(b -> help.append("\n  ").append(b.line()));
        help.append("\nthen run it again: it looks before it acts");
        return new Wrong(host, failure.help(help.toString()), stuck, putBack);
    }

    /** What was put back can be tried again; hosts that are done have nothing left to do. */
    private static String goOn(String help) {
        return (help.isEmpty() ? "" : help + "; ")
                + "once that is mended, run it again: it goes on with this host";
    }

    private static Failure.Kind kind(Wrong first, boolean touched) {
        if (first.putBack()) {
            return Failure.Kind.PUT_BACK;
        }
        if (first.isAway()) {
            return Failure.Kind.UNREACHABLE;
        }
        return touched ? Failure.Kind.FAILED : first.failure().kind();
    }

    private static Failure stuck(Wrong wrong) {
        Failure why = wrong.stuck().orElse(wrong.failure());
        return Failure.of(
                        Failure.Kind.STUCK,
                        wrong.host()
                                + ": "
                                + wrong.failure().what()
                                + ", and it could not be put back")
                .why(
                        wrong.failure().why().isEmpty()
                                ? why.getMessage()
                                : wrong.failure().why() + "; then: " + why.getMessage())
                .help(why.help().isEmpty() ? "look at " + wrong.host() + " yourself" : why.help());
    }

    /** The evidence, and what else went wrong elsewhere. */
    private static List<String> others(Wrong first, List<Wrong> all) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.concat(
                                first.failure().evidence().stream(),
                                first.stuck().stream().flatMap(s -> s.evidence().stream())),
                        all.stream()
                                .filter(w -> !w.host().equals(first.host()))
                                .map(w -> w.host() + ": " + w.failure().getMessage()))
                .toList();
    }
}
