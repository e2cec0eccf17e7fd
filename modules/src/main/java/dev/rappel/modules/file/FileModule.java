package dev.rappel.modules.file;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** A file, folder or link is there, or is not. */
public final class FileModule implements Module<FileArguments, PathState> {
    @Override
    public ModuleSpec<FileArguments> spec() {
        return FileSpecs.FILE;
    }

    private static HostPath path(Call<FileArguments> call) {
        return HostPath.of("path", call.args().path());
    }

    private static FileChange change(Call<FileArguments> call) {
        return new FileChange(path(call), call.args());
    }

    @Override
    public Observation<PathState> observe(Call<FileArguments> call) {
        FileArguments args = call.args();
        boolean follow =
                switch (args.state()) {
                    case FILE, DIRECTORY -> true;
                    case LINK, ABSENT -> false;
                };
        PathQuestion question =
                new PathQuestion(
                        path(call), follow, Optional.empty(), args.rights(), args.recurse());
        return new Observation.Scripted<>(question.script(), question::read);
    }

    @Override
    public PathState predict(PathState observed, Call<FileArguments> call, List<Act> earlier) {
        return Replay.of(observed, path(call), earlier);
    }

    @Override
    public Change<PathState> diff(PathState state, Call<FileArguments> call) {
        return change(call).diff(state);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<FileArguments> call, Act act)
            throws Failure, InterruptedException {
        StepWork.all(host, act.subject() + " was not changed", act.steps());
        return Call.nothing();
    }

    @Override
    public Undo wayBack(PathState before, Call<FileArguments> call, Change.Some<PathState> change) {
        return change(call).wayBack(before);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        StepWork.one(host, "a path could not be put back", step);
    }

    @Override
    public Value.Fields result(PathState state, Call<FileArguments> call) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("path", new Value.Text(path(call).text()));
        fields.put("state", new Value.Text(call.args().state().name().toLowerCase(Locale.ROOT)));
        state.at()
                .rights()
                .ifPresent(owned -> {
                    fields.put("owner", new Value.Text(owned.user()));
                    fields.put("group", new Value.Text(owned.group()));
                    fields.put("mode", new Value.Text(PathSteps.octal(owned).substring(1)));
                });
        return new Value.Fields(fields);
    }

    @Override
    public Value.Fields facts(PathState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<FileArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
