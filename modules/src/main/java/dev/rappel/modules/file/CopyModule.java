package dev.rappel.modules.file;

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
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.List;

/** A file of this machine, or a text, stands on the host. */
public final class CopyModule implements Module<CopyArguments, PathState> {
    @Override
    public ModuleSpec<CopyArguments> spec() {
        return FileSpecs.COPY;
    }

    private static Placement placement(Call<CopyArguments> call) {
        CopyArguments args = call.args();
        Content file = call.contents().get("src");
        return new Placement(
                HostPath.of("dest", args.dest()),
                file == null
                        ? NewContent.of(call.text("content", args.content().orElse("")))
                        : new NewContent(file),
                new Rights(args.owner(), args.group(), args.mode()),
                Placement.validation(args.validate()));
    }

    @Override
    public Observation<PathState> observe(Call<CopyArguments> call) {
        PathQuestion question = placement(call).question();
        return new Observation.Scripted<>(question.script(), question::read);
    }

    @Override
    public PathState predict(PathState observed, Call<CopyArguments> call, List<Act> earlier) {
        return Replay.of(observed, HostPath.of("dest", call.args().dest()), earlier);
    }

    @Override
    public Change<PathState> diff(PathState state, Call<CopyArguments> call) {
        return placement(call).diff(state);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<CopyArguments> call, Act act)
            throws Failure, InterruptedException {
        placement(call).act(host, act);
        return Call.nothing();
    }

    @Override
    public Undo wayBack(PathState before, Call<CopyArguments> call, Change.Some<PathState> change) {
        return placement(call).wayBack(before);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        StepWork.one(host, "a file could not be put back", step);
    }

    @Override
    public Value.Fields result(PathState state, Call<CopyArguments> call) {
        return placement(call).result(state);
    }

    @Override
    public Value.Fields facts(PathState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<CopyArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
