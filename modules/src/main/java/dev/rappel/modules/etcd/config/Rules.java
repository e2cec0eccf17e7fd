package dev.rappel.modules.etcd.config;

import dev.rappel.modules.etcd.version.Minor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of options on the way from one minor to its neighbour. */
record Rules(List<Rule> all) {
    /** What a rule does. */
    enum Op {
        /** The option is left out. */
        DROP,
        /** Another name, the same value. */
        RENAME,
        /** One value becomes another option or value, or nothing. */
        VALUE,
        /** A feature gate becomes a flag. */
        UNGATE,
        /** A flag becomes a feature gate. */
        GATE,
        /** A feature gate is left out. */
        DROP_GATE,
        /** A feature gate that is on cannot be had. */
        REFUSE_GATE,
        /** Anything but the default cannot be had. */
        REFUSE,
        /** A list of several cannot be had. */
        ONE,
        /** Said where nothing is said, because the default changes. */
        PIN,
        /** The same, in a configuration file which has another option. */
        PIN_FILE,
        /** Said in any case; must be known to the environment only. */
        STAY
    }

    /** One row: {@code from} and {@code to} may be {@code name=value}. */
    record Rule(Op op, String from, String to, String why) {
        String toName() {
            return to.contains("=") ? to.substring(0, to.indexOf('=')) : to;
        }

        String toValue() {
            return to.substring(to.indexOf('=') + 1);
        }
    }

    static boolean has(Minor from, Minor to) {
        return Rules.class.getResource(name(from, to)) != null;
    }

    static Rules of(Minor from, Minor to) {
        return new Rules(
                Table.rows(name(from, to), 4).stream()
                        .map(row -> new Rule(op(row[0]), row[1], row[2], row[3]))
                        .toList());
    }

    private static Op op(String word) {
        return Op.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static String name(Minor from, Minor to) {
        return "rules-" + from + "-to-" + to + ".tsv";
    }

    /** The rule for an option with this value. */
    Optional<Rule> option(String name, String value) {
        return all.stream()
                .filter(r ->
                        switch (r.op()) {
                            case VALUE -> r.from().equals(name + "=" + value);
                            case DROP, RENAME, GATE, REFUSE, ONE -> r.from().equals(name);
                            default -> false;
                        })
                .findFirst();
    }

    Optional<Rule> gate(String gate) {
        return all.stream()
                .filter(r ->
                        r.op() == Op.UNGATE || r.op() == Op.DROP_GATE || r.op() == Op.REFUSE_GATE)
                .filter(r -> r.from().equals(gate))
                .findFirst();
    }

    List<Rule> with(Op op) {
        return all.stream().filter(r -> r.op() == op).toList();
    }

    /** The names that this direction makes: to be found there after half of the way. */
    Set<String> made() {
        return all.stream()
                .filter(r -> r.op() != Op.GATE && !r.to().isEmpty())
                .map(Rule::toName)
                .collect(Collectors.toSet());
    }
}
