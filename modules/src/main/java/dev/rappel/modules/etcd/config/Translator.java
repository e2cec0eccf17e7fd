package dev.rappel.modules.etcd.config;

import dev.rappel.modules.etcd.config.Translation.Refusal;
import dev.rappel.modules.etcd.config.Translation.Rewrite;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a configuration to a neighbouring minor. Doing it twice changes nothing the second time,
 * so that a change that was cut off can be done again from its start.
 */
public final class Translator {
    private final Minor from;
    private final Minor to;
    private final MemberConfig config;
    private final Options before;
    private final Options after;
    private final Rules rules;
    private final Set<String> made;
    private final List<Rewrite> rewrites = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, String> newGates = new LinkedHashMap<>();

    /** What becomes of one setting; the same object when it is left alone. */
    record Outcome(Setting setting, boolean changed, List<Given> instead) {}

    private Translator(MemberConfig config, Minor from, Minor to) {
        this.config = config;
        this.from = from;
        this.to = to;
        before = Options.of(from);
        after = Options.of(to);
        rules = Rules.of(from, to);
        made = rules.made();
    }

    /** Whether there are tables for this step. */
    public static boolean knows(Minor from, Minor to) {
        return from.equals(to) ? Options.isKnown(from) : Rules.has(from, to);
    }

    /**
     * The translation of a configuration between neighbours that are known.
     *
     * @throws IllegalArgumentException when {@link #knows} says no
     */
    public static Translation translate(MemberConfig config, Minor from, Minor to) {
        if (from.equals(to)) {
            return new Translation(List.of(), List.of(), List.of(), List.of());
        }
        if (!knows(from, to)) {
            throw new IllegalArgumentException("no tables from " + from + " to " + to);
        }
        return new Translator(config, from, to).translate();
    }

    private Translation translate() {
        config.trouble()
                .ifPresent(why ->
                        refusals.add(
                                new Refusal(
                                        "the configuration",
                                        config.source().unit(),
                                        why,
                                        "make it readable, or start the member, and try again")));
        for (Setting setting : config.settings()) {
            if (setting.name().equals("feature-gates")) {
                outcomes.add(gates(setting));
            } else {
                outcomes.add(option(setting));
            }
        }
        placeNewGates();
        Rendering rendering = new Rendering(config, outcomes, pins(), after);
        if (!refusals.isEmpty()) {
            return new Translation(rewrites, refusals, List.of(), List.of());
        }
        rendering.trouble().ifPresent(refusals::add);
        return new Translation(
                rewrites,
                refusals,
                refusals.isEmpty() ? rendering.files() : List.of(),
                rendering.flags());
    }

    private Outcome option(Setting setting) {
        Optional<Rules.Rule> rule = rules.option(setting.name(), setting.value());
        if (rule.isEmpty()) {
            return withoutRule(setting);
        }
        boolean dormant =
                setting.form() == Setting.Form.VARIABLE && !before.knowsFlag(setting.name());
        if (dormant) {
            // An older name that has no effect today: a rule for it would bring it to life.
            return keep(setting);
        }
        String why = rule.get().why();
        return switch (rule.get().op()) {
            case DROP -> drop(setting, why);
            case RENAME -> rename(setting, rule.get());
            case VALUE ->
                    rule.get().to().isEmpty()
                            ? drop(setting, why)
                            : change(
                                    setting,
                                    List.of(
                                            given(
                                                    rule.get().toName(),
                                                    Optional.of(rule.get().toValue()))),
                                    why);
            case GATE -> {
                newGates.put(rule.get().to(), setting.value());
                rewrites.add(
                        new Rewrite(
                                setting.place().path(),
                                setting.written(),
                                "feature-gates=" + rule.get().to() + "=" + setting.value(),
                                why));
                yield new Outcome(setting, true, List.of());
            }
            case REFUSE ->
                    before.isDefault(setting.name(), setting.value())
                            ? drop(setting, why)
                            : refuse(setting, why);
            case ONE -> setting.value().contains(",") ? refuse(setting, why) : alone(setting);
            default -> keep(setting);
        };
    }

    /** A list of one: fine on a command line, but an older configuration file has no such key. */
    private Outcome alone(Setting setting) {
        return setting.form() == Setting.Form.KEY ? withoutRule(setting) : keep(setting);
    }

    private Outcome rename(Setting setting, Rules.Rule rule) {
        if (setting.form() == Setting.Form.KEY && after.keyOf(rule.to()).isEmpty()) {
            return before.isDefault(setting.name(), setting.value())
                    ? drop(setting, rule.why())
                    : refuse(setting, "a configuration file of etcd " + to + " cannot say it");
        }
        return change(setting, List.of(given(rule.to(), Optional.empty())), rule.why());
    }

    private Outcome withoutRule(Setting setting) {
        String name = setting.name();
        boolean key = setting.form() == Setting.Form.KEY;
        boolean knownBefore = key ? before.keyOf(name).isPresent() : before.knowsFlag(name);
        boolean knownAfter = key ? after.keyOf(name).isPresent() : after.knowsFlag(name);
        if (knownBefore && !knownAfter) {
            return before.isDefault(name, setting.value())
                    ? drop(setting, "etcd " + to + " does not know it")
                    : refuse(setting, "etcd " + to + " does not know it");
        }
        boolean dormant = setting.form() != Setting.Form.FLAG && !knownBefore;
        if (dormant
                && knownAfter
                && !made.contains(name)
                && !after.isDefault(name, setting.value())) {
            return drop(
                    setting,
                    "etcd " + from + " does not know it and ignores it; " + to + " would obey it");
        }
        return keep(setting);
    }

    private Outcome gates(Setting setting) {
        Map<String, String> kept = new LinkedHashMap<>();
        List<Given> instead = new ArrayList<>();
        boolean changed = false;
        for (Map.Entry<String, String> gate : Gates.read(setting.value()).entrySet()) {
            String written = "feature gate " + gate.getKey() + "=" + gate.getValue();
            Optional<Rules.Rule> rule = rules.gate(gate.getKey());
            if (rule.isEmpty()) {
                if (after.knowsFlag("feature-gates")) {
                    kept.put(gate.getKey(), gate.getValue());
                } else {
                    refuse(setting, "etcd " + to + " has nothing in place of " + written);
                }
                continue;
            }
            changed = true;
            boolean on = Boolean.parseBoolean(gate.getValue());
            switch (rule.get().op()) {
                case REFUSE_GATE -> {
                    if (on) {
                        refuse(setting, rule.get().why());
                    } else {
                        rewrites.add(
                                new Rewrite(setting.place().path(), written, "", rule.get().why()));
                    }
                }
                case UNGATE -> {
                    instead.add(given(rule.get().to(), Optional.of(gate.getValue())));
                    rewrites.add(
                            new Rewrite(
                                    setting.place().path(),
                                    written,
                                    rule.get().to() + "=" + gate.getValue(),
                                    rule.get().why()));
                }
                default ->
                        rewrites.add(
                                new Rewrite(setting.place().path(), written, "", rule.get().why()));
            }
        }
        if (!changed) {
            return keep(setting);
        }
        if (!kept.isEmpty()) {
            instead.addFirst(given("feature-gates", Optional.of(Gates.write(kept))));
        }
        return new Outcome(setting, true, instead);
    }

    /** Flags that became gates go into the one list: the one there is, or a new one. */
    private void placeNewGates() {
        if (newGates.isEmpty()) {
            return;
        }
        int at = -1;
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            if (outcome.setting().name().equals("feature-gates")) {
                at = i;
                all.putAll(Gates.read(outcome.setting().value()));
            } else if (at < 0
                    && rules.option(outcome.setting().name(), outcome.setting().value())
                            .filter(r -> r.op() == Rules.Op.GATE)
                            .isPresent()) {
                at = i;
            }
        }
        newGates.forEach(all::putIfAbsent);
        Outcome old = outcomes.get(at);
        outcomes.set(
                at,
                new Outcome(
                        old.setting(),
                        true,
                        List.of(given("feature-gates", Optional.of(Gates.write(all))))));
    }

    /** What must be said because the default changes. */
    private List<Given> pins() {
        List<Given> pins = new ArrayList<>();
        boolean file = config.configFile().isPresent();
        for (Rules.Rule rule : rules.all()) {
            boolean wanted =
                    switch (rule.op()) {
                        case PIN, STAY -> true;
                        case PIN_FILE -> file && (rule.from().isEmpty() || isSaid(rule.from()));
                        default -> false;
                    };
            if (!wanted || isSaid(rule.toName())) {
                continue;
            }
            if (file && after.keyOf(rule.toName()).isEmpty()) {
                continue;
            }
            Given given = given(rule.toName(), Optional.of(rule.toValue()));
            rewrites.add(new Rewrite("", "", given.name() + "=" + rule.toValue(), rule.why()));
            pins.add(given);
        }
        return pins;
    }

    /** Whether an option is said afterwards. */
    private boolean isSaid(String name) {
        boolean file = config.configFile().isPresent();
        return outcomes.stream()
                .filter(o -> !file || o.setting().form() == Setting.Form.KEY)
                .anyMatch(o ->
                        o.changed()
                                ? o.instead().stream().anyMatch(g -> g.name().equals(name))
                                : o.setting().name().equals(name));
    }

    private Given given(String name, Optional<String> value) {
        return new Given(name, after.keyOf(name).orElse(name), value);
    }

    private Outcome keep(Setting setting) {
        return new Outcome(setting, false, List.of());
    }

    private Outcome drop(Setting setting, String why) {
        return change(setting, List.of(), why);
    }

    private Outcome change(Setting setting, List<Given> instead, String why) {
        String to =
                instead.isEmpty()
                        ? ""
                        : new Setting(
                                        instead.getFirst().name(),
                                        instead.getFirst().value().orElse(setting.value()),
                                        setting.form(),
                                        setting.place())
                                .written();
        rewrites.add(new Rewrite(setting.place().path(), setting.written(), to, why));
        return new Outcome(setting, true, instead);
    }

    private Outcome refuse(Setting setting, String why) {
        refusals.add(
                new Refusal(
                        setting.written(),
                        Objects.requireNonNull(setting.place()).at(),
                        why,
                        "change or remove it by hand on all members, restart them, and try again"));
        return keep(setting);
    }
}
