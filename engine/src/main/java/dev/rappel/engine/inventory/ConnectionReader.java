package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads connection variables. Where a setting has several names, the last of them that is set wins,
 * as in the option tables of Ansible's plugins.
 */
final class ConnectionReader {
    private static final Set<String> SSH =
            Set.of("ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh");
    private static final Set<String> SUDO = Set.of("sudo", "ansible.builtin.sudo");

    /** A value that is set, by the name under which it was found. */
    private record Found(String name, Value value, Vars.Definition definition) {}

    private final Host host;
    private final Vars vars;
    private final UnaryOperator<Value> render;
    private final Problems problems;

    ConnectionReader(Host host, Vars vars, UnaryOperator<Value> render, Problems problems) {
        this.host = host;
        this.vars = vars;
        this.render = render;
        this.problems = problems;
    }

    Connection read() {
        only("ansible_connection", SSH, "hosts are reached by SSH only");
        only("ansible_become_method", SUDO, "another user's rights are taken by sudo only");
        return new Connection(
                text("ansible_host", "ansible_ssh_host").orElse(host.name()),
                port(),
                text("ansible_user", "ansible_ssh_user"),
                text("ansible_private_key_file", "ansible_ssh_private_key_file"),
                secret("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
                truth("ansible_become"),
                text("ansible_become_user", "ansible_sudo_user").orElse("root"),
                secret("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass"),
                arguments(),
                timeout());
    }

    private Optional<Found> find(String... names) {
        Optional<Found> found = Optional.empty();
        for (String name : names) {
            Optional<Found> set =
                    vars.find(name)
                            .map(d -> new Found(name, render.apply(d.variable().value()), d))
                            .filter(f -> !(f.value() instanceof Value.Nothing));
            found = set.isPresent() ? set : found;
        }
        return found.filter(this::isRendered);
    }

    private boolean isRendered(Found found) {
        Value bare = found.value() instanceof Value.Secret secret ? secret.reveal() : found.value();
        if (!(bare instanceof Value.Text(String text)) || !text.contains("{{")) {
            return true;
        }
        problems.add(
                at(
                                found,
                                Diagnostic.error(
                                        InventoryCode.NOT_RENDERED,
                                        "`"
                                                + found.name()
                                                + "` of host `"
                                                + host.name()
                                                + "` holds a template that is not resolved here",
                                        found.definition().variable().span()))
                        .help("write the value itself"));
        return false;
    }

    private static Diagnostic at(Found found, Diagnostic diagnostic) {
        return diagnostic.note("it comes from " + found.definition().origin());
    }

    private void bad(Found found, InventoryCode code, String problem, String help) {
        problems.add(
                at(
                                found,
                                Diagnostic.error(
                                        code,
                                        "`"
                                                + found.name()
                                                + "` of host `"
                                                + host.name()
                                                + "` "
                                                + problem,
                                        found.definition().variable().span()))
                        .help(help));
    }

    private void only(String name, Set<String> allowed, String reason) {
        find(name)
                .flatMap(found -> scalar(found).filter(v -> !allowed.contains(v)).map(v -> found))
                .ifPresent(found ->
                        bad(
                                found,
                                InventoryCode.CONNECTION_REFUSED,
                                "is `" + scalar(found).orElse("") + "`: " + reason,
                                "take the variable away, or leave the host out with `!"
                                        + host.name()
                                        + "`"));
    }

    private Optional<String> scalar(Found found) {
        if (found.value() instanceof Value.Scalar scalar) {
            return Optional.of(scalar.written());
        }
        bad(
                found,
                InventoryCode.BAD_CONNECTION,
                "must be text",
                "write a single value without blanks");
        return Optional.empty();
    }

    private Optional<String> text(String... names) {
        Optional<Found> found = find(names);
        Optional<String> text = found.flatMap(this::scalar);
        if (text.isEmpty()) {
            return text;
        }
        boolean usable =
                !text.get().isBlank()
                        && !text.get().startsWith("-")
                        && text.get().chars().noneMatch(Character::isISOControl);
        if (!usable) {
            bad(
                    found.get(),
                    InventoryCode.BAD_CONNECTION,
                    text.get().isBlank() ? "is empty" : "is nothing that ssh could use",
                    "write a value that does not begin with `-`, or take the variable away");
            return Optional.empty();
        }
        return text;
    }

    private OptionalInt port() {
        Optional<Found> found = find("ansible_port", "ansible_ssh_port");
        Optional<String> text = found.flatMap(this::scalar);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt port = HostName.port(text.get().strip());
        if (port.isEmpty()) {
            bad(
                    found.get(),
                    InventoryCode.BAD_PORT,
                    "is `" + text.get() + "`, which is not a port",
                    "a port is a number from 1 to 65535");
        }
        return port;
    }

    private Optional<Value.Secret> secret(String... names) {
        return find(names)
                .flatMap(found -> {
                    Value value =
                            found.value() instanceof Value.Secret s ? s.reveal() : found.value();
                    if (value instanceof Value.Scalar) {
                        return Optional.of(new Value.Secret(value));
                    }
                    bad(
                            found,
                            InventoryCode.BAD_CONNECTION,
                            "must be text",
                            "write the password in quotes");
                    return Optional.empty();
                });
    }

    private boolean truth(String name) {
        Optional<Found> found = find(name);
        Optional<String> text = found.flatMap(this::scalar);
        if (text.isEmpty()) {
            return false;
        }
        return switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes", "on", "1", "true", "t", "1.0" -> true;
            case "n", "no", "off", "0", "false", "f", "0.0" -> false;
            default -> {
                bad(
                        found.get(),
                        InventoryCode.BAD_CONNECTION,
                        "is `" + text.get() + "`, which is neither yes nor no",
                        "write `true` or `false`");
                yield false;
            }
        };
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (String name :
                List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
            Optional<Found> found = find(name);
            found.flatMap(this::scalar)
                    .ifPresent(text -> arguments.addAll(words(found.get(), text)));
        }
        return arguments;
    }

    private List<String> words(Found found, String text) {
        HostWords split = HostWords.split(new Source(found.name(), text).all());
        if (split.unclosed().isPresent()) {
            bad(
                    found,
                    InventoryCode.BAD_CONNECTION,
                    "has a quote that is never closed",
                    "close it on the same line");
        }
        return split.words().stream().map(HostWords.Word::text).toList();
    }

    private Optional<Duration> timeout() {
        Optional<Found> found = find("ansible_timeout", "ansible_ssh_timeout");
        Optional<String> text = found.flatMap(this::scalar);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("[1-9][0-9]{0,5}")) {
            bad(
                    found.get(),
                    InventoryCode.BAD_CONNECTION,
                    "is `" + text.get() + "`, which is no number of seconds",
                    "write a whole number from 1, such as `10`");
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
    }
}
