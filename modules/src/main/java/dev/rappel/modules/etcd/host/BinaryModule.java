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
import dev.rappel.modules.etcd.host.MemberOnHost.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** etcd's programs of one release lie ready on a host, or are installed there. */
public final class BinaryModule implements Module<BinaryArguments, BinaryState> {
    /** Where programs lie ready, in a folder for each version. */
    static final String FOLDER = "/var/lib/rappel/etcd";

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final Sums sums;
    private final Discovery discovery;
    private final Releases releases;

    BinaryModule(Sums sums, Releases releases) {
        this.sums = sums;
        this.discovery = new Discovery(sums);
        this.releases = releases;
    }

    @Override
    public ModuleSpec<BinaryArguments> spec() {
        return HostSpecs.BINARY;
    }

    @Override
    public Observation<BinaryState> observe(Call<BinaryArguments> call) {
        String unit = call.args().unit();
        return new Observation.Scripted<>(
                discovery.ask(unit),
                reply -> {
                    Map<String, String> wanted = new HashMap<>();
                    ReleaseVersion.check(archive(call), call.args().version());
                    releases.of(archive(call))
                            .programs()
                            .forEach((name, content) -> wanted.put(name, content.sha256()));
                    return new BinaryState(
                            discovery.answer(unit, reply), plain(call.args().version()), wanted);
                });
    }

    private static Content.Local archive(Call<BinaryArguments> call) throws Failure {
        if (call.contents().get("archive") instanceof Content.Local archive
                && Files.isRegularFile(archive.file())) {
            return archive;
        }
        throw Failure.of(Failure.Kind.INVALID, call.args().archive() + " cannot be read")
                .help("give the release's archive on this machine as `archive`");
    }

    private static String plain(Version version) {
        return version.written().replaceFirst("^v", "");
    }

    private static String folder(Call<BinaryArguments> call) {
        return FOLDER + "/" + plain(call.args().version());
    }

    @Override
    public BinaryState predict(
            BinaryState observed, Call<BinaryArguments> call, List<Act> earlier) {
        boolean staged =
                earlier.stream()
                        .anyMatch(a ->
                                a.kind() == Act.Kind.CREATE && a.subject().equals(folder(call)));
        return staged ? promised(observed, call, false) : observed;
    }

    @Override
    public Change<BinaryState> diff(BinaryState state, Call<BinaryArguments> call) {
        if (!state.member().isUnit()) {
            return new Change.Blocked<>(
                    "there is no unit " + state.member().unit(),
                    "set etcd_unit to the name of etcd's unit on this host");
        }
        boolean stage = call.args().stage();
        if (!stage && !state.member().programs().containsKey("etcd")) {
            return new Change.Blocked<>(
                    state.member().unit() + " does not start an etcd of this host",
                    HostFindings.CONTAINED);
        }
        boolean old = LocalRelease.NAMES.stream().anyMatch(state::isOld);
        Optional<Finding> fixed =
                stage || !old ? Optional.empty() : HostFindings.fixed(state.member());
        if (fixed.isPresent()) {
            return new Change.Blocked<>(fixed.get().what(), fixed.get().help());
        }
        List<Act> acts = new ArrayList<>();
        if (!state.isStaged() && (stage || old)) {
            acts.add(staged(state, call));
        }
        if (!stage) {
            for (String name : LocalRelease.NAMES) {
                if (state.isOld(name)) {
                    acts.add(activated(state, call, name));
                }
            }
        }
        return acts.isEmpty()
                ? new Change.None<>()
                : new Change.Some<>(acts, promised(state, call, !stage), Set.of());
    }

    private static Act staged(BinaryState state, Call<BinaryArguments> call) {
        String folder = folder(call);
        List<Step> steps = new ArrayList<>();
        steps.add(Work.run("folder.sh", DEADLINE, folder));
        for (String name : LocalRelease.NAMES) {
            String sha256 = state.wanted().get(name);
            if (sha256 != null) {
                steps.add(new Step.Put(upload(call, folder, name, sha256)));
            }
        }
        steps.add(Work.run("staged.sh", DEADLINE, folder, plain(call.args().version())));
        return Act.quiet(
                Act.Kind.CREATE,
                folder,
                String.join(", ", state.wanted().keySet().stream().sorted().toList())
                        + " lie ready, proven to run there",
                steps.toArray(Step[]::new));
    }

    /** Where the archive's programs lie here follows from the archive's hash. */
    private static Upload upload(
            Call<BinaryArguments> call, String folder, String name, String sha256) {
        Content.Local archive =
                (Content.Local) Objects.requireNonNull(call.contents().get("archive"));
        Path file = LocalRelease.place(archive, name);
        return new Upload(
                new Content.Local(file, sha256, file.toFile().length()),
                folder + "/" + name,
                "755",
                Optional.of("root:root"));
    }

    private static Act activated(BinaryState state, Call<BinaryArguments> call, String name) {
        Program old = Objects.requireNonNull(state.member().programs().get(name));
        return Act.quiet(
                Act.Kind.CHANGE,
                old.path(),
                old.version().map(Version::written).orElse("unknown version")
                        + " → "
                        + plain(call.args().version()),
                Work.run(
                        "activate.sh", DEADLINE, old.path(), folder(call) + "/" + name, kept(old)));
    }

    /** {@code etcd.3.7.1} beside {@code etcd}. */
    private static String kept(Program old) {
        return old.path() + "." + old.version().map(Version::written).orElse("old");
    }

    private static BinaryState promised(
            BinaryState state, Call<BinaryArguments> call, boolean active) {
        Map<String, Program> programs = new HashMap<>(state.member().programs());
        if (active) {
            state.wanted()
                    .forEach((name, sha256) ->
                            programs.computeIfPresent(
                                    name,
                                    (_, old) ->
                                            new Program(
                                                    old.path(),
                                                    sha256,
                                                    Optional.of(call.args().version()))));
        }
        Map<String, Map<String, String>> staged = new HashMap<>(state.member().staged());
        staged.put(state.version(), state.wanted());
        return new BinaryState(
                state.member().withPrograms(programs, staged), state.version(), state.wanted());
    }

    @Override
    public Value.Fields act(HostAccess host, Call<BinaryArguments> call, Act act)
            throws Failure, InterruptedException {
        if (act.kind() != Act.Kind.CREATE) {
            Work.all(host, act.subject() + " was not replaced", act.steps());
            return Call.nothing();
        }
        Map<String, String> sent = new HashMap<>();
        for (Step step : act.steps()) {
            if (step instanceof Step.Put(var upload)) {
                sent.put(
                        upload.target().substring(upload.target().lastIndexOf('/') + 1),
                        upload.content().sha256());
            }
            String said =
                    Work.one(
                            host,
                            "the programs of etcd " + call.args().version() + " do not lie ready",
                            step);
            said.lines().forEach(line -> learn(sent, line.split(" ", 3)));
        }
        return Call.nothing();
    }

    /** The host has just compared what arrived with what was sent, so nobody need read it again. */
    private void learn(Map<String, String> sent, String[] told) {
        if (told.length == 3 && sent.containsKey(told[0])) {
            sums.learn(told[1], sent.get(told[0]), told[2]);
        }
    }

    @Override
    public Undo wayBack(
            BinaryState before, Call<BinaryArguments> call, Change.Some<BinaryState> change) {
        List<Step> steps = new ArrayList<>();
        for (Act act : change.acts().reversed()) {
            if (act.kind() == Act.Kind.CREATE) {
                if (before.staged().isEmpty()) {
                    steps.add(Work.run("unstage.sh", DEADLINE, act.subject()));
                }
                continue;
            }
            for (Program old : before.member().programs().values()) {
                if (old.path().equals(act.subject())) {
                    steps.add(Work.run("deactivate.sh", DEADLINE, old.path(), kept(old)));
                }
            }
        }
        return new Undo.Steps(steps);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        var _ = Work.one(host, "the old programs were not put back", step);
    }

    @Override
    public Value.Fields result(BinaryState state, Call<BinaryArguments> call) {
        Optional<Program> etcd = Optional.ofNullable(state.member().programs().get("etcd"));
        LinkedHashMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("path", new Value.Text(etcd.map(Program::path).orElse("")));
        fields.put(
                "installed",
                new Value.Text(etcd.flatMap(Program::version).map(Version::written).orElse("")));
        return new Value.Fields(fields);
    }

    @Override
    public Value.Fields facts(BinaryState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<BinaryArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
