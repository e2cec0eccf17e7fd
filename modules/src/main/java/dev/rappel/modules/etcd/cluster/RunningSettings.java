package dev.rappel.modules.etcd.cluster;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The options with which a member runs right now, from its process: its command line and
 * environment, or its configuration file where it has one, for then etcd looks at nothing else.
 *
 * @param process which process it is, and when it was started
 * @param options by their names as flags, without dashes
 * @param folder what relative paths are relative to
 */
record RunningSettings(String process, Map<String, String> options, String folder) {
    /** Of a member that need not be asked. */
    static final RunningSettings NONE = new RunningSettings("", Map.of(), "/");

    private static final Duration SCRIPT = Duration.ofSeconds(15);
    private static final long LARGEST = 1 << 20;
    private static final String FIND =
            """
            pid=$(systemctl show -p MainPID --value "$1" 2>/dev/null)
            case $pid in '' | 0) exit 3 ;; esac
            if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != etcd ]; then
                for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do
                    [ "$(cat "/proc/$child/comm" 2>/dev/null)" = etcd ] && pid=$child
                done
            fi
            stat=$(cat "/proc/$pid/stat") || exit 4
            set -- ${stat##*)}
            printf '%s\\n%s\\n' "$pid ${20}" "$(readlink "/proc/$pid/cwd")"
            echo env
            tr '\\0' '\\n' <"/proc/$pid/environ" | grep '^ETCD_' || :
            echo args
            tr '\\0' '\\n' <"/proc/$pid/cmdline" || exit 4
            """;

    RunningSettings {
        options = Map.copyOf(options);
    }

    static RunningSettings of(HostAccess host, String unit) throws Failure, InterruptedException {
        Reply reply =
                host.run(Script.of(FIND, SCRIPT, new Value.Text(unit)).having(Script.Effect.NONE));
        if (reply.status() == 3) {
            throw Failure.of(Failure.Kind.FAILED, "etcd does not run on " + host.name())
                    .why("the unit " + unit + " has no process")
                    .help("see why: systemctl status " + unit);
        } else if (!reply.ok() || reply.err().contains("ermission denied")) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "the configuration of etcd on " + host.name() + " cannot be read")
                    .why(reply.err().strip())
                    .help("run the task with `become: true`, or give `endpoint`");
        }
        List<String> lines = reply.out().lines().toList();
        int environment = lines.indexOf("env");
        int arguments = environment + lines.subList(environment, lines.size()).indexOf("args");
        String folder = lines.get(1);
        Map<String, String> options = new HashMap<>();
        for (String line : lines.subList(environment + 1, arguments)) {
            int equals = line.indexOf('=');
            options.put(
                    line.substring("ETCD_".length(), equals)
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'),
                    line.substring(equals + 1));
        }
        flags(lines.subList(arguments + 1, lines.size()), options);
        String file = options.get("config-file");
        if (file != null && !file.isEmpty()) {
            options = fromFile(host, folder, file);
        }
        return new RunningSettings(lines.getFirst(), options, folder);
    }

    /** As Go reads a command line: {@code -f v}, {@code --f v}, {@code --f=v}, and bare bools. */
    private static void flags(List<String> words, Map<String, String> into) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                continue;
            }
            String name = word.substring(word.startsWith("--") ? 2 : 1);
            int equals = name.indexOf('=');
            if (equals >= 0) {
                into.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
                into.put(name, words.get(++i));
            } else {
                into.put(name, "true");
            }
        }
    }

    private static Map<String, String> fromFile(HostAccess host, String folder, String file)
            throws Failure, InterruptedException {
        String path = file.startsWith("/") ? file : folder + "/" + file;
        byte[] bytes =
                host.read(path, LARGEST)
                        .orElseThrow(() ->
                                Failure.of(
                                                Failure.Kind.FAILED,
                                                "the configuration of etcd on "
                                                        + host.name()
                                                        + " cannot be read")
                                        .why("there is no " + path)
                                        .help("give `endpoint`"));
        Map<String, String> options = new HashMap<>();
        try {
            Object tree =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(new String(bytes, StandardCharsets.UTF_8));
            if (tree instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    if (value instanceof Map<?, ?> inner) {
                        String prefix = "peer-transport-security".equals(key) ? "peer-" : "";
                        inner.forEach((k, v) -> options.put(prefix + k, String.valueOf(v)));
                    } else {
                        options.put(String.valueOf(key), String.valueOf(value));
                    }
                });
            }
        } catch (YAMLException e) {
            throw Failure.of(Failure.Kind.FAILED, path + " on " + host.name() + " is no YAML")
                    .why(String.valueOf(e.getMessage()))
                    .help("give `endpoint`");
        }
        return options;
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).filter(v -> !v.isEmpty());
    }

    Optional<String> path(String name) {
        return option(name).map(this::absolute);
    }

    String absolute(String path) {
        return path.startsWith("/") ? path : folder + "/" + path;
    }

    /** Where the member keeps its data; etcd's default is made of its name. */
    String dataDir() {
        return absolute(
                option("data-dir").orElseGet(() -> option("name").orElse("default") + ".etcd"));
    }
}
