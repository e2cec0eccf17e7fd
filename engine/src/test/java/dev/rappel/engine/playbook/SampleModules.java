package dev.rappel.engine.playbook;

import dev.rappel.engine.module.AnyName;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.FreeForm;
import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.module.ModuleSource;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Modules that have one argument of each kind. */
final class SampleModules {
    private SampleModules() {}

    record RunArguments(
            @FreeForm String cmd,
            @FromVariable("run_port") Optional<Integer> port,
            Optional<Version> version) {}

    record SetArguments(@AnyName @Default("{}") Map<String, Value> facts) {}

    record ProveArguments(
            @Means(Meaning.CONDITION) List<String> that,
            @Means(Meaning.EXPRESSION) Optional<String> show,
            @Means(Meaning.FILE) Optional<String> file,
            @Means(Meaning.TEMPLATE) Optional<String> page) {}

    private static final List<ModuleSpec<?>> SPECS =
            List.of(
                    ModuleSpec.of("run", RunArguments.class, "Runs.", "")
                            .results(
                                    new Fact("rc", Type.Simple.WHOLE, "Status."),
                                    new Fact("stdout", Type.Simple.TEXT, "Output."))
                            .publishes(
                                    new Fact("service.version", Type.Simple.VERSION, "Which runs."),
                                    new Fact(
                                            "service.leads",
                                            Type.Simple.BOOL,
                                            "Whether it leads.")),
                    ModuleSpec.of("set_fact", SetArguments.class, "Sets.", ""),
                    ModuleSpec.of("prove", ProveArguments.class, "Proves.", ""));

    static final Modules ALL =
            Modules.from(
                    List.of(
                            new ModuleSource() {
                                @Override
                                public String name() {
                                    return "samples";
                                }

                                @Override
                                public List<ModuleSpec<?>> specs() {
                                    return SPECS;
                                }
                            }));
}
