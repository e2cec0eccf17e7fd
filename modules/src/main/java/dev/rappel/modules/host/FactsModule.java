package dev.rappel.modules.host;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.Lines;
import dev.rappel.modules.Reading;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Publishes what a host is. */
public final class FactsModule implements Reading<FactsArguments, FactsModule.Facts> {
    private static final String SPACE = "host.";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** The os-release file is made to be read by a shell; a subshell keeps its names to itself. */
    private static final String SCRIPT =
            """
            echo "hostname=$(uname -n)"
            for f in /etc/os-release /usr/lib/os-release; do
              [ -r "$f" ] || continue
              (ID= VERSION_ID= PRETTY_NAME=
               . "$f" > /dev/null 2>&1
               echo "os=$ID"; echo "os_version=$VERSION_ID"; echo "os_name=$PRETTY_NAME")
              break
            done
            echo "kernel=$(uname -r)"
            echo "arch=$(uname -m)"
            echo "cpus=$(nproc 2>/dev/null)"
            while read -r k v _; do
              if [ "$k" = MemTotal: ]; then echo "memory=$v"; break; fi
            done < /proc/meminfo
            v=$(systemctl --version 2>/dev/null) && { set -- $v; echo "systemd=$2"; }
            echo "virtualization=$(systemd-detect-virt 2>/dev/null)"
            echo "user=$(id -un)"
            echo "boot_id=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
            echo "clock=$(date +%s)"
            """;

    /** The facts by their last words; one that the host does not tell is left out. */
    public record Facts(SequencedMap<String, Value> values) {
        public Facts {
            values = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }
    }

    @Override
    public ModuleSpec<FactsArguments> spec() {
        return FactsSpec.FACTS;
    }

    @Override
    public Observation<Facts> observe(Call<FactsArguments> call) {
        return new Observation.Scripted<>(Script.of(SCRIPT, DEADLINE), FactsModule::read);
    }

    static Facts read(Reply reply) throws Failure {
        Map<String, String> said = Lines.pairs(reply);
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (var fact : FactsSpec.FACTS.result()) {
            String text = said.getOrDefault(fact.name(), "").strip();
            value(fact.name(), text).ifPresent(v -> values.put(fact.name(), v));
        }
        if (!values.containsKey("hostname")) {
            throw Failure.of(Failure.Kind.FAILED, "the host does not tell what it is")
                    .why("the script ended with status " + reply.status())
                    .evidence(reply.err().lines().limit(10).toList());
        }
        return new Facts(values);
    }

    private static Optional<Value> value(String name, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (name) {
            case "cpus", "clock" -> whole(text).map(Value.Whole::new);
            case "memory" -> whole(text).map(k -> new Size(k << 10, k + " KiB"));
            case "os_version", "systemd" -> Version.parse(text).map(v -> v);
            default -> Optional.of(new Value.Text(text));
        };
    }

    private static Optional<Long> whole(String text) {
        return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    @Override
    public Change<Facts> diff(Facts state, Call<FactsArguments> call) {
        return new Change.None<>();
    }

    @Override
    public Value.Fields result(Facts state, Call<FactsArguments> call) {
        return new Value.Fields(state.values());
    }

    @Override
    public Value.Fields facts(Facts state) {
        SequencedMap<String, Value> published = new LinkedHashMap<>();
        state.values().forEach((name, value) -> published.put(SPACE + name, value));
        return new Value.Fields(published);
    }
}
