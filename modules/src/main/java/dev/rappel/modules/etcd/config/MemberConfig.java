package dev.rappel.modules.etcd.config;

import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a member is told, and where.
 *
 * @param source what it was read from
 * @param settings every occurrence of every option, the command line first; with a configuration
 *     file its keys and the flags, because etcd reads the flags all the same
 * @param program what the unit starts
 * @param wrapper whether that is a shell or another program around etcd
 * @param configFile the YAML file, which then counts alone
 * @param trouble why it cannot be understood; empty in most cases
 */
public record MemberConfig(
        SourceFiles source,
        List<Setting> settings,
        String program,
        boolean wrapper,
        Optional<String> configFile,
        Optional<String> trouble) {

    public MemberConfig {
        settings = List.copyOf(settings);
    }

    /**
     * Reads it.
     *
     * @param minor the version that it was written for: tells which flags take no value
     */
    public static MemberConfig of(SourceFiles source, Minor minor) {
        return new Reading(source, Options.of(minor)).config();
    }

    /**
     * An option's value as it counts, specifiers filled in; empty when it is not given.
     *
     * @param name the flag's name
     */
    public Optional<String> value(String name) {
        // With a file, flags and variables are ignored.
        return settings.stream()
                .filter(s -> configFile.isEmpty() || s.form() == Setting.Form.KEY)
                .filter(s -> s.name().equals(name))
                .reduce((_, last) -> last)
                .map(s -> s.form() == Setting.Form.KEY ? s.value() : expanded(s.value()));
    }

    private String expanded(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%' && i + 1 < value.length()) {
                String letter = value.substring(i + 1, i + 2);
                String known = letter.equals("%") ? "%" : source.specifiers().get(letter);
                if (known != null) {
                    out.append(known);
                    i++;
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The text of a file that this was read from. */
    Optional<String> text(String path) {
        for (SourceFiles.TextFile file : source.unitFiles()) {
            if (file.path().equals(path)) {
                return Optional.of(file.text());
            }
        }
        for (SourceFiles.TextFile file : source.environmentFiles()) {
            if (file.path().equals(path)) {
                return Optional.of(file.text());
            }
        }
        return Optional.ofNullable(source.configFiles().get(path));
    }

    /** The work of reading, with what is known so far. */
    private static final class Reading {
        private final SourceFiles source;
        private final Options options;
        private final CommandLine commandLine;
        private final List<UnitText> units;
        private final List<Setting> variables = new ArrayList<>();
        private final Map<String, EnvironmentText> environment = new LinkedHashMap<>();
        private final Map<String, String> values = new HashMap<>();

        Reading(SourceFiles source, Options options) {
            this.source = source;
            this.options = options;
            commandLine = new CommandLine(options.flags());
            units = source.unitFiles().stream().map(f -> UnitText.of(f.path(), f.text())).toList();
        }

        MemberConfig config() {
            readVariables();
            Optional<Exec> exec = exec();
            if (exec.isEmpty()) {
                return new MemberConfig(
                        source,
                        List.of(),
                        "",
                        false,
                        Optional.empty(),
                        Optional.of("the unit starts nothing"));
            }
            List<Word> words = exec.get().unit().words(exec.get().directive());
            String program =
                    words.isEmpty() ? "" : words.getFirst().value().replaceFirst("^[-@:+!|]+", "");
            String base = program.substring(program.lastIndexOf('/') + 1);
            boolean wrapper =
                    !base.matches("etcd(-?v?[0-9.]+)?") || words.getFirst().value().startsWith("@");
            List<Setting> flags = new ArrayList<>();
            Optional<String> trouble = Optional.empty();
            if (!wrapper) {
                flags.addAll(flags(exec.get().unit(), words.subList(1, words.size())));
            } else if (source.process().isPresent()) {
                String path = exec.get().unit().path();
                flags.addAll(commandLine.read(source.process().get(), path));
            } else {
                trouble =
                        Optional.of(
                                "the unit starts "
                                        + program
                                        + ", and no member runs that would show its flags");
            }
            return withFile(program, wrapper, flags, trouble);
        }

        private MemberConfig withFile(
                String program, boolean wrapper, List<Setting> flags, Optional<String> trouble) {
            Optional<String> file =
                    flags.stream()
                            .filter(s -> s.name().equals("config-file"))
                            .map(Setting::value)
                            .findFirst()
                            .or(() -> Optional.ofNullable(values.get("ETCD_CONFIG_FILE")))
                            .filter(path -> !path.isEmpty());
            List<Setting> all = new ArrayList<>(flags);
            if (file.isEmpty()) {
                all.addAll(variables);
                return new MemberConfig(source, all, program, wrapper, file, trouble);
            }
            String text = source.configFiles().get(file.get());
            if (text == null) {
                return new MemberConfig(
                        source,
                        all,
                        program,
                        wrapper,
                        file,
                        Optional.of("its configuration file " + file.get() + " cannot be read"));
            }
            YamlText yaml = YamlText.of(file.get(), text);
            for (YamlText.Entry entry : yaml.entries()) {
                all.add(
                        new Setting(
                                options.flagOf(entry.key()),
                                entry.value(),
                                Setting.Form.KEY,
                                new Place.FileKey(file.get(), entry.key(), entry)));
            }
            return new MemberConfig(
                    source,
                    all,
                    program,
                    wrapper,
                    file,
                    trouble.or(() -> yaml.unreadable().map(why -> file.get() + ": " + why)));
        }

        private void readVariables() {
            List<Setting> found = new ArrayList<>();
            for (UnitText unit : units) {
                for (UnitText.Directive directive : unit.service("Environment")) {
                    if (directive.isEmpty(unit.text())) {
                        found.clear();
                        values.clear();
                        continue;
                    }
                    List<Word> words = unit.words(directive);
                    for (Word word : words) {
                        int equals = word.value().indexOf('=');
                        if (equals > 0) {
                            String name = word.value().substring(0, equals);
                            String value = word.value().substring(equals + 1);
                            values.put(name, value);
                            Place place =
                                    new Place.UnitVariable(
                                            unit.path(),
                                            unit.text(),
                                            directive,
                                            word,
                                            words.size() == 1);
                            option(name, value, place).ifPresent(found::add);
                        }
                    }
                }
            }
            for (SourceFiles.TextFile file : source.environmentFiles()) {
                EnvironmentText text = EnvironmentText.of(file.path(), file.text());
                environment.put(file.path(), text);
                for (EnvironmentText.Variable variable : text.variables()) {
                    values.put(variable.name(), variable.value());
                    Place place = new Place.FileVariable(file.path(), file.text(), variable);
                    option(variable.name(), variable.value(), place).ifPresent(found::add);
                }
            }
            variables.addAll(found);
        }

        private static Optional<Setting> option(String name, String value, Place place) {
            if (!name.startsWith("ETCD_")
                    || name.equals("ETCD_UNSUPPORTED_ARCH")
                    || name.equals("ETCD_CONFIG_FILE")) {
                return Optional.empty();
            }
            String flag = name.substring(5).toLowerCase(Locale.ROOT).replace('_', '-');
            return Optional.of(new Setting(flag, value, Setting.Form.VARIABLE, place));
        }

        private record Exec(UnitText unit, UnitText.Directive directive) {}

        private Optional<Exec> exec() {
            Optional<Exec> last = Optional.empty();
            for (UnitText unit : units) {
                for (UnitText.Directive directive : unit.service("ExecStart")) {
                    last =
                            directive.isEmpty(unit.text())
                                    ? Optional.empty()
                                    : Optional.of(new Exec(unit, directive));
                }
            }
            return last;
        }

        /** Flags of the line itself, and of variables that stand on it as words. */
        private List<Setting> flags(UnitText unit, List<Word> words) {
            List<Setting> found = new ArrayList<>();
            List<Word> own = new ArrayList<>();
            for (Word word : words) {
                if (word.bare() && word.value().matches("\\$[A-Za-z_][A-Za-z0-9_]*")) {
                    found.addAll(ofVariable(word.value().substring(1)));
                } else {
                    own.add(word);
                }
            }
            found.addAll(commandLine.read(unit.path(), unit.text(), own, false));
            return found;
        }

        private List<Setting> ofVariable(String name) {
            for (EnvironmentText file : environment.values().stream().toList().reversed()) {
                for (EnvironmentText.Variable variable : file.variables().reversed()) {
                    if (variable.name().equals(name)) {
                        return ofFile(file, variable);
                    }
                }
            }
            String value = values.getOrDefault(name, "").strip();
            if (value.isEmpty()) {
                return List.of();
            }
            List<String> words = new ArrayList<>(List.of(""));
            words.addAll(List.of(value.split("\\s+")));
            return commandLine.read(words, units.getLast().path());
        }

        private List<Setting> ofFile(EnvironmentText file, EnvironmentText.Variable variable) {
            if (variable.inner() < 0) {
                List<String> words = new ArrayList<>(List.of(""));
                words.addAll(List.of(variable.value().strip().split("\\s+")));
                return commandLine.read(words, file.path());
            }
            List<Word> words = new ArrayList<>();
            int end = variable.inner() + variable.value().length();
            int at = variable.inner();
            while (at < end) {
                while (at < end && Character.isWhitespace(file.text().charAt(at))) {
                    at++;
                }
                int start = at;
                while (at < end && !Character.isWhitespace(file.text().charAt(at))) {
                    at++;
                }
                if (at > start) {
                    words.add(new Word(file.text().substring(start, at), start, at, true));
                }
            }
            return commandLine.read(file.path(), file.text(), words, true);
        }
    }
}
