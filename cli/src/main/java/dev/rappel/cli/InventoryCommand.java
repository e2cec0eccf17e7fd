package dev.rappel.cli;

import dev.rappel.engine.inventory.Group;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.InventoryReader;
import dev.rappel.engine.inventory.InventoryView;
import dev.rappel.engine.inventory.Limit;
import dev.rappel.engine.inventory.Pattern;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what an inventory says, in the forms of {@code ansible-inventory}. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        description = "Shows the hosts, groups and variables of an inventory.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:shown",
            "64:called wrongly",
            "65:the inventory or the pattern is wrong"
        })
final class InventoryCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-i", "--inventory"},
            required = true,
            paramLabel = "INVENTORY",
            description =
                    "A file, a folder, or host names with a comma. May be given several times: a"
                            + " later one adds to the earlier ones, and its variables win.")
    private List<String> sources = List.of();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts; @FILE reads one pattern a line.")
    private @Nullable String limit;

    @Option(
            names = "--playbook-dir",
            paramLabel = "FOLDER",
            description = "Read group_vars and host_vars in this folder too.")
    private @Nullable Path playbookFolder;

    @Option(names = "--vars", description = "With --graph: show variables too.")
    private boolean vars;

    @ArgGroup(multiplicity = "1")
    private View view = new View();

    /** What to show; one of them. */
    static final class View {
        @Option(names = "--list", description = "Everything, as JSON.")
        private boolean list;

        @Option(
                names = "--graph",
                arity = "0..1",
                fallbackValue = Group.ALL,
                paramLabel = "GROUP",
                description = "The groups and hosts in a group, or in all, as a tree.")
        private @Nullable String graph;

        @Option(
                names = "--host",
                paramLabel = "NAME",
                description = "The variables of one host, as JSON.")
        private @Nullable String host;

        @Option(
                names = "--list-hosts",
                paramLabel = "PATTERN",
                description = "The hosts that a pattern selects, one a line.")
        private @Nullable String pattern;
    }

    @Override
    public Integer call() throws Failure {
        if (vars && view.graph == null) {
            throw new ParameterException(spec.commandLine(), "--vars goes with --graph");
        }
        if (playbookFolder != null && !Files.isDirectory(playbookFolder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--playbook-dir: there is no folder `" + playbookFolder + "`");
        }
        Problems problems = new Problems();
        Inventory inventory = InventoryReader.read(sources, problems);
        if (playbookFolder != null) {
            inventory = inventory.besidePlaybook(playbookFolder, problems);
        }
        Optional<Limit> only = limit == null ? Optional.empty() : Limit.parse(limit, problems);
        Collection<Host> hosts = hosts(inventory, only, problems);
        DiagnosticsView.print(problems, spec.commandLine().getErr());
        if (problems.hasErrors()) {
            return ExitCode.INVALID.number();
        }
        show(inventory, hosts, spec.commandLine().getOut());
        return ExitCode.DONE.number();
    }

    /** Nothing is selected from an inventory that is wrong: that would only add errors. */
    private Collection<Host> hosts(Inventory inventory, Optional<Limit> only, Problems problems) {
        if (problems.hasErrors()) {
            return List.of();
        }
        if (view.pattern == null && only.isEmpty()) {
            return Pattern.all().select(inventory, problems);
        }
        Optional<Pattern> pattern =
                view.pattern == null
                        ? Optional.of(Pattern.all())
                        : Pattern.parse(view.pattern, problems);
        if (pattern.isEmpty()) {
            return List.of();
        }
        return only.isPresent()
                ? pattern.get().select(inventory, only.get(), problems)
                : pattern.get().select(inventory, problems);
    }

    private void show(Inventory inventory, Collection<Host> hosts, PrintWriter out) throws Failure {
        InventoryView shown = new InventoryView(inventory);
        if (view.pattern != null) {
            hosts.forEach(host -> out.println(host.name()));
        } else if (view.host != null) {
            Optional<Host> host = inventory.host(view.host);
            if (host.isEmpty()) {
                throw unknown(
                        "host", view.host, inventory.hosts().stream().map(Host::name).toList());
            }
            out.println(shown.host(host.get()));
        } else if (view.graph != null) {
            Optional<Group> group = inventory.group(view.graph);
            if (group.isEmpty()) {
                throw unknown(
                        "group", view.graph, inventory.groups().stream().map(Group::name).toList());
            }
            shown.graph(group.get(), vars).forEach(out::println);
        } else if (view.list) {
            out.println(shown.list(hosts));
        }
        out.flush();
    }

    private static Failure unknown(String what, String name, List<String> known) {
        Failure failure =
                Failure.of(Failure.Kind.INVALID, "there is no " + what + " `" + name + "`");
        return DidYouMean.question(name, known).map(failure::help).orElse(failure);
    }
}
