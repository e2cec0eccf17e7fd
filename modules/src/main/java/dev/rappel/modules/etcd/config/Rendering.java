package dev.rappel.modules.etcd.config;

import dev.rappel.modules.etcd.config.Translation.FileChange;
import dev.rappel.modules.etcd.config.Translation.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a translation into the files. Files of packages are never touched, nor is what a shell
 * parses: a drop-in says it over them. What is only added goes into that drop-in too, as variables,
 * because etcd takes those as well as flags and no file of the user's has to change.
 */
final class Rendering {
    /** After the drop-ins that people number by tens. */
    static final String DROP_IN = "95-rappel.conf";

    private final MemberConfig config;
    private final List<Translator.Outcome> outcomes;
    private final List<Given> added;
    private final String dropIn;
    private final Options after;
    private final Map<String, List<Edit>> edits = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<Refusal> trouble = Optional.empty();

    Rendering(
            MemberConfig config,
            List<Translator.Outcome> outcomes,
            List<Given> added,
            Options after) {
        this.after = after;
        this.config = config;
        this.outcomes = List.copyOf(outcomes);
        this.added = added;
        dropIn = "/etc/systemd/system/" + config.source().unit() + ".d/" + DROP_IN;
        boolean hidden =
                outcomes.stream()
                        .anyMatch(o -> o.changed() && o.setting().place() instanceof Place.Running);
        for (Translator.Outcome outcome : outcomes) {
            if (outcome.changed()) {
                change(outcome);
            }
        }
        if (hidden) {
            overTheWrapper();
        }
        overPackages();
        if (config.configFile().isEmpty()) {
            added.forEach(given ->
                    lines.add(
                            "Environment="
                                    + Words.literal(
                                            Given.variable(given.name())
                                                    + "="
                                                    + given.value().orElse(""))));
        }
    }

    Optional<Refusal> trouble() {
        return trouble;
    }

    private void change(Translator.Outcome outcome) {
        List<Edit> all =
                switch (outcome.setting().place()) {
                    case Place.Flag flag -> flag.rewrite(outcome.instead());
                    case Place.UnitVariable variable -> variable.rewrite(outcome.instead());
                    case Place.FileVariable variable -> variable.rewrite(outcome.instead());
                    case Place.FileKey key -> key.rewrite(outcome.instead());
                    case Place.Running _ -> List.of();
                };
        all.forEach(e -> edits.computeIfAbsent(e.path(), _ -> new ArrayList<>()).add(e));
    }

    /** The whole command line of the process, translated, instead of the shell around it. */
    private void overTheWrapper() {
        Optional<List<String>> process = config.source().process();
        if (!config.wrapper() || process.isEmpty()) {
            trouble =
                    Optional.of(
                            new Refusal(
                                    "the command line",
                                    config.source().unit(),
                                    "its flags come from a variable whose text cannot be edited"
                                            + " safely",
                                    "write that variable without escapes and try again"));
            return;
        }
        lines.add("ExecStart=");
        List<String> words = new ArrayList<>();
        words.add(Words.literal(process.get().getFirst()));
        for (Translator.Outcome outcome : outcomes) {
            if (outcome.setting().place() instanceof Place.Running) {
                flagsOf(outcome).forEach(flag -> words.add(Words.literal(flag)));
            }
        }
        lines.add("ExecStart=" + String.join(" \\\n  ", words));
    }

    /** What changes in a package's unit is said in the drop-in. */
    private void overPackages() {
        for (SourceFiles.TextFile file : config.source().unitFiles()) {
            List<Edit> here = edits.get(file.path());
            if (here == null || !isPackaged(file.path())) {
                continue;
            }
            edits.remove(file.path());
            UnitText old = UnitText.of(file.path(), file.text());
            UnitText now = UnitText.of(file.path(), Edit.apply(file.text(), here));
            String before = execs(old);
            String after = execs(now);
            if (!before.equals(after)) {
                lines.add("ExecStart=");
                lines.add("ExecStart=" + after);
            }
            List<String> kept = variables(now);
            for (String variable : variables(old)) {
                if (!kept.contains(variable)) {
                    lines.add("UnsetEnvironment=" + variable.substring(0, variable.indexOf('=')));
                }
            }
            for (String variable : kept) {
                if (!variables(old).contains(variable)) {
                    lines.add("Environment=" + Words.quoted(variable));
                }
            }
        }
    }

    private static boolean isPackaged(String path) {
        return path.startsWith("/usr/lib/") || path.startsWith("/lib/");
    }

    private static String execs(UnitText unit) {
        return unit.service("ExecStart").stream()
                .map(d -> unit.text().substring(d.start(), d.end()).strip())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> variables(UnitText unit) {
        return unit.service("Environment").stream()
                .flatMap(d -> unit.words(d).stream())
                .map(Word::value)
                .filter(v -> v.contains("="))
                .toList();
    }

    List<FileChange> files() {
        List<FileChange> files = new ArrayList<>();
        edits.forEach((path, here) -> {
            String before = config.text(path).orElse("");
            files.add(new FileChange(path, before, Edit.apply(before, here)));
        });
        config.configFile().ifPresent(path -> addKeys(files, path));
        if (!lines.isEmpty()) {
            addToDropIn(files);
        }
        return files.stream().filter(f -> !f.before().equals(f.after())).toList();
    }

    private void addKeys(List<FileChange> files, String path) {
        if (added.isEmpty()) {
            return;
        }
        String more =
                added.stream()
                        .map(g -> g.key() + ": " + YamlText.scalar(g.value().orElse("")) + "\n")
                        .collect(Collectors.joining());
        addTo(files, path, config.text(path).orElse(""), more);
    }

    private void addToDropIn(List<FileChange> files) {
        String more = String.join("\n", lines) + "\n";
        Optional<String> there = config.text(dropIn);
        if (there.isPresent()) {
            addTo(files, dropIn, there.get(), more);
        } else {
            files.add(
                    new FileChange(
                            dropIn,
                            "",
                            "# Written by rappel when etcd changed its version.\n[Service]\n"
                                    + more));
        }
    }

    private static void addTo(List<FileChange> files, String path, String before, String more) {
        for (int i = 0; i < files.size(); i++) {
            FileChange file = files.get(i);
            if (file.path().equals(path)) {
                files.set(i, new FileChange(path, before, joined(file.after(), more)));
                return;
            }
        }
        files.add(new FileChange(path, before, joined(before, more)));
    }

    private static String joined(String text, String more) {
        return text.isEmpty() || text.endsWith("\n") ? text + more : text + "\n" + more;
    }

    /** Every option that counts afterwards, as flags. */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        boolean file = config.configFile().isPresent();
        for (Translator.Outcome outcome : outcomes) {
            Setting.Form form = outcome.setting().form();
            // The program ignores a variable that it does not know, but not such a flag.
            boolean counts =
                    form == Setting.Form.FLAG
                            || (!file
                                    && form == Setting.Form.VARIABLE
                                    && (outcome.changed()
                                            || after.knowsFlag(outcome.setting().name())));
            if (counts && !outcome.setting().name().equals("version")) {
                flags.addAll(flagsOf(outcome));
            }
        }
        if (!file) {
            added.forEach(g -> flags.add("--" + g.name() + "=" + g.value().orElse("")));
        }
        return flags;
    }

    private static List<String> flagsOf(Translator.Outcome outcome) {
        Setting setting = outcome.setting();
        return outcome.changed()
                ? outcome.instead().stream()
                        .map(g -> "--" + g.name() + "=" + g.value().orElse(setting.value()))
                        .toList()
                : List.of("--" + setting.name() + "=" + setting.value());
    }
}
