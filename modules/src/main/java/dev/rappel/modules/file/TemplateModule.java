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

/** A file that a template gives stands on the host. */
public final class TemplateModule implements Module<TemplateArguments, PathState> {
    @Override
    public ModuleSpec<TemplateArguments> spec() {
        return FileSpecs.TEMPLATE;
    }

    private static Placement placement(Call<TemplateArguments> call) {
        TemplateArguments args = call.args();
        Content file = call.contents().get("src");
        if (file == null) {
            throw new IllegalArgumentException("a template comes filled in");
        }
        return new Placement(
                HostPath.of("dest", args.dest()),
                new NewContent(file),
                new Rights(args.owner(), args.group(), args.mode()),
                Placement.validation(args.validate()));
    }

    @Override
    public Observation<PathState> observe(Call<TemplateArguments> call) {
        PathQuestion question = placement(call).question();
        return new Observation.Scripted<>(question.script(), question::read);
    }

    @Override
    public PathState predict(PathState observed, Call<TemplateArguments> call, List<Act> earlier) {
        return Replay.of(observed, HostPath.of("dest", call.args().dest()), earlier);
    }

    @Override
    public Change<PathState> diff(PathState state, Call<TemplateArguments> call) {
        return placement(call).diff(state);
    }

    @Override
    public Value.Fields act(HostAccess host, Call<TemplateArguments> call, Act act)
            throws Failure, InterruptedException {
        placement(call).act(host, act);
        return Call.nothing();
    }

    @Override
    public Undo wayBack(
            PathState before, Call<TemplateArguments> call, Change.Some<PathState> change) {
        return placement(call).wayBack(before);
    }

    @Override
    public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
        StepWork.one(host, "a file could not be put back", step);
    }

    @Override
    public Value.Fields result(PathState state, Call<TemplateArguments> call) {
        return placement(call).result(state);
    }

    @Override
    public Value.Fields facts(PathState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<TemplateArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }
}
