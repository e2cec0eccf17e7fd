package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.config.Translation;
import dev.rappel.modules.etcd.config.Translation.FileChange;
import dev.rappel.modules.etcd.config.Translator;
import dev.rappel.modules.etcd.host.MemberOnHost.FoundText;
import dev.rappel.modules.etcd.version.Minor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A member's configuration is fit for a neighbouring minor. */
public final class ConfigModule implements Module<ConfigArguments, MemberOnHost> {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern SECRET =
            Pattern.compile("discovery-password|ETCD_DISCOVERY_PASSWORD|ETCDCTL_(PASSWORD|USER)");

    private final Discovery discovery;

    ConfigModule(Sums sums) {
        this.discovery = new Discovery(sums);
    }

    @Override
    public ModuleSpec<ConfigArguments> spec() {
        return HostSpecs.CONFIG;
    }

    @Override
    public Observation<MemberOnHost> observe(Call<ConfigArguments> call) {
        String unit = call.args().unit();
        return new Observation.Scripted<>(
                discovery.ask(unit), reply -> discovery.answer(unit, reply));
    }

    @Override
    public Change<MemberOnHost> diff(MemberOnHost member, Call<ConfigArguments> call) {
        if (!member.isUnit()) {
            return new Change.Blocked<>(
                    "there is no unit " + member.unit(),
                    "set etcd_unit to the name of etcd's unit on this host");
        }
        Minor to = Minor.of(call.args().to());
        Optional<Minor> from = call.args().from().or(member::installed).map(Minor::of);
        if (from.isEmpty()) {
            return new Change.Blocked<>(
                    "the version that the configuration is written for is not known",
                    "say it: `from: 3.7`");
        }
        if (!Translator.knows(from.get(), to)) {
            return new Change.Blocked<>(
                    "there is no way from etcd " + from.get() + " to " + to,
                    "go one minor version at a time, between 3.4 and 3.7");
        }
        Translation done = Translator.translate(member.config(from.get()), from.get(), to);
        if (!done.refusals().isEmpty()) {
            return new Change.Blocked<>(
                    done.refusals().stream()
                            .map(r -> r.setting() + " (" + r.where() + "): " + r.why())
                            .collect(Collectors.joining("; ")),
                    done.refusals().getFirst().help());
        }
        if (done.files().isEmpty()) {
            return new Change.None<>();
        }
        List<Act> acts = new ArrayList<>();
        acts.add(judged(done, call.args().to()));
        done.files().forEach(file -> acts.add(written(member, done, file, from.get())));
        return new Change.Some<>(acts, promised(member, done), Set.of());
    }

    /** Before any file is touched, the new program reads the options. */
    private static Act judged(Translation done, Version to) {
        String[] parameters = new String[done.flags().size() + 1];
        parameters[0] = BinaryModule.FOLDER + "/" + to.written().replaceFirst("^v", "");
        for (int i = 0; i < done.flags().size(); i++) {
            parameters[i + 1] = done.flags().get(i);
        }
        return Act.quiet(
                Act.Kind.CHECK,
                "etcd " + to,
                "takes the new options",
                Work.run("oracle.sh", DEADLINE, parameters));
    }

    private static Act written(MemberOnHost member, Translation done, FileChange file, Minor from) {
        Optional<FoundText> old = found(member, file.path());
        List<Step> steps = new ArrayList<>();
        if (old.isPresent()) {
            steps.add(Work.run("keep.sh", DEADLINE, file.path(), file.path() + ".rappel-" + from));
        } else {
            steps.add(
                    Work.run(
                            "folder.sh",
                            DEADLINE,
                            file.path().substring(0, file.path().lastIndexOf('/'))));
        }
        steps.add(put(file.path(), file.after(), old));
        steps.add(Work.run("settle.sh", DEADLINE, file.path()));
        return new Act(
                old.isPresent() ? Act.Kind.CHANGE : Act.Kind.CREATE,
                file.path(),
                described(done, file),
                Optional.of(new Act.Difference(text(file.before()), text(file.after()))),
                false,
                steps);
    }

    /** The rewrites of this file; those that are only added stand where they are added. */
    private static String described(Translation done, FileChange file) {
        Set<String> paths = done.files().stream().map(FileChange::path).collect(Collectors.toSet());
        boolean last = done.files().getLast().equals(file);
        return done.rewrites().stream()
                .filter(r -> r.path().equals(file.path()) || (last && !paths.contains(r.path())))
                .map(Translation.Rewrite::toString)
                .collect(Collectors.joining("; "));
    }

    private static Optional<FoundText> found(MemberOnHost member, String path) {
        return member.texts().stream().filter(t -> t.path().equals(path)).findFirst();
    }

    private static Step put(String path, String text, Optional<FoundText> old) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Step.Put(
                new Upload(
                        new Content.Inline(text(text), Sha256.of(bytes), bytes.length),
                        path,
                        old.map(FoundText::mode).orElse("644"),
                        Optional.of(old.map(FoundText::owner).orElse("root:root"))));
    }

    private static Value text(String text) {
        Value open = new Value.Text(text);
        return SECRET.matcher(text).find() ? new Value.Secret(open) : open;
    }

    private static MemberOnHost promised(MemberOnHost member, Translation done) {
        List<FoundText> texts = new ArrayList<>(member.texts());
        for (FileChange file : done.files()) {
            Optional<FoundText> old = found(member, file.path());
            FoundText now =
                    new FoundText(
                            old.map(FoundText::role).orElse(MemberOnHost.Role.UNIT),
                            file.path(),
                            file.after(),
                            old.map(FoundText::mode).orElse("644"),
                            old.map(FoundText::owner).orElse("root:root"),
                            member.clock());
            if (old.isPresent()) {
                texts.set(texts.indexOf(old.get()), now);
            } else {
                texts.add(now);
            }
        }
        return member.withTexts(texts);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<ConfigArguments> call, Act act)
            throws Failure, InterruptedException {
        String what =
                act.kind() == Act.Kind.CHECK
                        ? act.subject() + " does not take the translated options"
                        : act.subject() + " was not changed";
        Work.all(host, what, act.steps());
        return Call.nothing();
    }

    @Override
    public Undo wayBack(
            MemberOnHost before, Call<ConfigArguments> call, Change.Some<MemberOnHost> change) {
        List<Step> steps = new ArrayList<>();
        for (Act act : change.acts().reversed()) {
            if (act.difference().isEmpty()) {
                continue;
            }
            String path = act.subject();
            Optional<FoundText> old = found(before, path);
            if (old.isEmpty()) {
                steps.add(Work.run("gone.sh", DEADLINE, path));
            } else {
                steps.add(put(path, old.get().text(), old));
                steps.add(Work.run("settle.sh", DEADLINE, path));
            }
        }
        return new Undo.Steps(steps);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        Work.one(host, "the configuration was not put back", step);
    }

    @Override
    public Value.Fields result(MemberOnHost member, Call<ConfigArguments> call) {
        LinkedHashMap<String, Value> fields = new LinkedHashMap<>();
        Optional<Minor> minor = call.args().from().or(member::installed).map(Minor::of);
        fields.put(
                "config_file",
                new Value.Text(
                        minor.filter(m -> Translator.knows(m, m))
                                .flatMap(m -> member.config(m).configFile())
                                .orElse("")));
        return new Value.Fields(fields);
    }

    @Override
    public Value.Fields facts(MemberOnHost member) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<ConfigArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
