package dev.rappel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.plan.ValueJson;
import dev.rappel.engine.plan.World;
import dev.rappel.engine.report.Paper;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what hosts are, as playbooks see it. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description = "Shows the facts of hosts, by the names that expressions use.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:shown",
            " 7:a host cannot be reached or does not let us in",
            "64:called wrongly",
            "65:a file is wrong"
        })
final class FactsCommand implements Callable<Integer> {
    private static final String MODULE = "facts";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PATTERN", description = "Which hosts: names, groups, all.")
    private String pattern = "";

    @Mixin private WhichHosts hosts = new WhichHosts();

    @Mixin private WorkOptions work = new WorkOptions();

    @Override
    public Integer call() throws Failure, InterruptedException {
        Outlets outlets =
                new Outlets(
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr(),
                        work.json(),
                        new Secrets());
        // The same as a playbook with one task would see, so it is made of one.
        Source playbook =
                new Source(
                        "rappel facts",
                        "- hosts: "
                                + TextNode.valueOf(pattern)
                                + "\n  tasks:\n    - "
                                + MODULE
                                + ": {}\n");
        Reading reading = Reading.of(playbook, Path.of("facts.yml"), FilesOptions.of(hosts));
        try (Planning planning = new Planning(outlets, work, work.become())) {
            return switch (planning.plan(reading, FilesOptions.of(hosts).asked(List.of(), false))) {
                case Planning.Result.Ended(ExitCode code) -> code.number();
                case Planning.Result.Made made -> {
                    made.site()
                            .hosts()
                            .forEach(h -> show(h, facts(h, made.world(), reading), outlets));
                    yield ExitCode.DONE.number();
                }
            };
        }
    }

    private static SequencedMap<String, Value> facts(String host, World world, Reading reading) {
        SequencedMap<String, Value> facts = new LinkedHashMap<>();
        Bindings seen = world.seen(host);
        reading.request().modules().find(MODULE).stream()
                .flatMap(m -> m.facts().stream())
                .map(Fact::name)
                .forEach(name -> {
                    if (seen.find(name) instanceof Bindings.Known(Value value)) {
                        facts.put(name, value);
                    }
                });
        return facts;
    }

    private static void show(String host, SequencedMap<String, Value> facts, Outlets outlets) {
        ValueJson json = new ValueJson(outlets.secrets());
        if (outlets.json()) {
            ObjectNode line = JsonNodeFactory.instance.objectNode().put("host", host);
            ObjectNode all = line.putObject("facts");
            facts.forEach((name, value) -> all.set(name, json.write(value)));
            outlets.line(line);
            return;
        }
        Paper paper = Looks.out(outlets.secrets());
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(paper.line(host));
        facts.forEach((name, value) ->
                lines.add(
                        "  "
                                + name
                                + " ".repeat(width - name.length() + 2)
                                + paper.line(
                                        value instanceof Value.Scalar scalar
                                                ? scalar.written()
                                                : json.write(value).toString())));
        outlets.text(lines);
    }
}
