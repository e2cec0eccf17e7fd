package dev.rappel.cli;

import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Playbook;
import dev.rappel.engine.ssh.SshTarget;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How each host is reached, from the variables that it has in its play. */
final class Connections {
    private final SequencedMap<String, Connection> used = new LinkedHashMap<>();
    private final SequencedMap<String, Connection> others = new LinkedHashMap<>();

    private Connections() {}

    /**
     * @param problems gets what is wrong with hosts that a play works on
     */
    static Connections of(Reading reading, Inventory inventory, Secrets secrets, Problems problems)
            throws Failure {
        Connections made = new Connections();
        for (Playbook playbook : reading.playbooks()) {
            for (Play play : playbook.plays()) {
                for (String name : play.hosts()) {
                    Optional<Host> host = inventory.host(name);
                    if (host.isPresent()) {
                        made.use(name, inPlay(host.get(), play, reading, secrets, problems));
                    }
                }
            }
        }
        // A task may be delegated to any host; what is wrong there shows when it is.
        for (Host host : inventory.hosts()) {
            if (!made.used.containsKey(host.name())) {
                Vars vars = inventory.vars(host).with(reading.extra());
                register(vars, secrets);
                made.others.put(host.name(), Connection.of(host, vars, new Problems()));
            }
        }
        return made;
    }

    /** Of hosts of an inventory alone, without a playbook. */
    static Connections of(
            List<Host> hosts,
            Inventory inventory,
            Vars.Layer extra,
            Secrets secrets,
            Problems problems) {
        Connections made = new Connections();
        for (Host host : hosts) {
            Vars vars = inventory.vars(host).with(extra);
            register(vars, secrets);
            made.used.put(host.name(), Connection.of(host, vars, problems));
        }
        return made;
    }

    private void use(String name, Connection connection) throws Failure {
        Connection before = used.putIfAbsent(name, connection);
        if (before != null && !before.equals(connection)) {
            throw Failure.of(
                            Failure.Kind.INVALID,
                            "host " + name + " is reached in two ways in one run")
                    .why("the variables of two plays say different things of its connection")
                    .help("give the connection in the inventory, or run the plays apart");
        }
    }

    private static Connection inPlay(
            Host host, Play play, Reading reading, Secrets secrets, Problems problems) {
        Vars vars = play.names().vars(host).with(reading.extra());
        register(vars, secrets);
        Bindings names = play.names().bindings(host, List.of(), _ -> new Bindings.Absent());
        List<Variable> rendered = new ArrayList<>();
        for (Map.Entry<String, Vars.Definition> entry : vars.all().entrySet()) {
            Variable variable = entry.getValue().variable();
            if (entry.getKey().startsWith("ansible_")
                    && isTemplate(variable.value())
                    && names.find(entry.getKey()) instanceof Bindings.Known(Value value)) {
                rendered.add(new Variable(variable.name(), value, variable.span()));
            }
        }
        Vars.Layer layer = Vars.Layer.of(new Origin(Origin.Kind.EXTRA, ""), rendered);
        register(Vars.empty().with(layer), secrets);
        return Connection.of(host, vars.with(layer), problems);
    }

    private static boolean isTemplate(Value value) {
        Value bare = value instanceof Value.Secret secret ? secret.reveal() : value;
        return bare instanceof Value.Text(String text) && text.contains("{{");
    }

    private static void register(Vars vars, Secrets secrets) {
        vars.layers()
                .forEach(l -> l.variables().values().forEach(v -> register(v.value(), secrets)));
    }

    private static void register(Value value, Secrets secrets) {
        switch (value) {
            case Value.Secret secret -> open(secret.reveal(), secrets);
            case Value.Items(var items) -> items.forEach(i -> register(i, secrets));
            case Value.Fields(var fields) -> fields.values().forEach(f -> register(f, secrets));
            case Value.Nothing _, Value.Scalar _ -> {}
        }
    }

    private static void open(Value value, Secrets secrets) {
        switch (value) {
            case Value.Scalar scalar -> secrets.add(scalar.written());
            case Value.Secret secret -> open(secret.reveal(), secrets);
            case Value.Items(var items) -> items.forEach(i -> open(i, secrets));
            case Value.Fields(var fields) -> fields.values().forEach(f -> open(f, secrets));
            case Value.Nothing _ -> {}
        }
    }

    /** Of every host of the inventory, by name. */
    Map<String, Connection> all() {
        Map<String, Connection> all = new LinkedHashMap<>(used);
        all.putAll(others);
        return all;
    }

    /** The names of the hosts that plays work on. */
    List<String> used() {
        return List.copyOf(used.keySet());
    }

    /**
     * @param becomePassword what sudo is told where the inventory says nothing
     */
    List<SshTarget> targets(Optional<Value.Secret> becomePassword) {
        List<SshTarget> targets = new ArrayList<>();
        all().forEach((name, c) ->
                targets.add(
                        new SshTarget(
                                name,
                                c.address(),
                                c.port(),
                                c.user(),
                                c.keyFile(),
                                c.password(),
                                becomePassword.or(c::becomePassword),
                                c.arguments(),
                                c.timeout())));
        return targets;
    }
}
