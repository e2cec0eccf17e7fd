package dev.rappel.engine.plan;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.playbook.Input;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Source;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The local files that a plan was made from, each with its hash. */
public final class PlanSources {
    private final Map<String, String> hashes = new TreeMap<>();
    private final Set<Source> seen = new LinkedHashSet<>();
    private final LocalContents contents = new LocalContents();

    private PlanSources() {}

    public static List<Plan.FileHash> of(List<Playbook> playbooks, Inventory inventory) {
        PlanSources sources = new PlanSources();
        for (Playbook playbook : playbooks) {
            playbook.plays().forEach(play -> sources.add(play, inventory));
        }
        List<Plan.FileHash> files = new ArrayList<>();
        sources.hashes.forEach((path, hash) -> files.add(new Plan.FileHash(path, hash)));
        return files;
    }

    private void add(Play play, Inventory inventory) {
        add(play.span().source());
        for (String name : play.hosts()) {
            inventory.host(name).ifPresent(h -> add(h, play.names().vars(h)));
        }
        for (Task task : play.tasks()) {
            add(task.span().source());
            task.arguments().values().forEach(this::add);
        }
    }

    private void add(Host host, Vars vars) {
        add(host.declared().source());
        vars.all().values().forEach(d -> add(d.variable().span().source()));
    }

    private void add(Input input) {
        switch (input) {
            case Input.LocalFile file -> add(file.file());
            case Input.TemplateFile file -> add(file.file());
            case Input.Items items -> items.items().forEach(this::add);
            case Input.Fields fields -> fields.fields().values().forEach(this::add);
            case Input.Known _, Input.Filled _, Input.Computed _ -> {}
        }
    }

    private void add(Path file) {
        try {
            hashes.put(file.toAbsolutePath().normalize().toString(), contents.file(file).sha256());
        } catch (UncheckedIOException gone) {
            // The task that needs it says so.
        }
    }

    private void add(Source source) {
        if (seen.add(source) && isFile(source.name())) {
            byte[] text = source.text().getBytes(StandardCharsets.UTF_8);
            hashes.put(
                    Path.of(source.name()).toAbsolutePath().normalize().toString(),
                    HexFormat.of().formatHex(LocalContents.sha256().digest(text)));
        }
    }

    /** Sources also stand for what was typed on the command line and for defaults. */
    private static boolean isFile(String name) {
        try {
            return !name.isEmpty() && Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
