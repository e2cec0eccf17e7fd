package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modules for etcd that change one host, and what they know of hosts and releases. */
public final class HostModules {
    /** What all of them share; most commands do nothing with etcd, and need not read it. */
    private record Known(Sums sums, Releases releases) {
        static Known read() {
            Sums sums = Sums.kept();
            return new Known(sums, new Releases(sums));
        }
    }

    private @Nullable Known read;

    private synchronized Known known() {
        Known known = read;
        if (known == null) {
            known = Known.read();
            read = known;
        }
        return known;
    }

    public List<ModuleSpec<?>> specs() {
        return List.of(HostSpecs.BINARY, HostSpecs.CONFIG, HostSpecs.START);
    }

    /** Empty when there is none of this name here. */
    public Optional<Module<?, ?>> module(String name) {
        return switch (name) {
            case "etcd.binary" -> Optional.of(new BinaryModule(known().sums(), known().releases()));
            case "etcd.config" -> Optional.of(new ConfigModule(known().sums()));
            case "etcd.start" -> Optional.of(new StartModule(known().sums()));
            default -> Optional.empty();
        };
    }

    /** Asks hosts for their members, and remembers what their programs are. */
    public Discovery discovery() {
        return new Discovery(known().sums());
    }

    public Releases releases() {
        return known().releases();
    }
}
