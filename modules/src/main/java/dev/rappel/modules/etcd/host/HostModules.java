package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import java.util.List;
import java.util.Optional;

/** The modules for etcd that change one host, and what they know of hosts and releases. */
public final class HostModules {
    private final Sums sums = Sums.kept();
    private final Releases releases = new Releases(sums);

    public List<ModuleSpec<?>> specs() {
        return List.of(HostSpecs.BINARY, HostSpecs.CONFIG, HostSpecs.START);
    }

    /** Empty when there is none of this name here. */
    public Optional<Module<?, ?>> module(String name) {
        return switch (name) {
            case "etcd.binary" -> Optional.of(new BinaryModule(sums, releases));
            case "etcd.config" -> Optional.of(new ConfigModule(sums));
            case "etcd.start" -> Optional.of(new StartModule(sums));
            default -> Optional.empty();
        };
    }

    /** Asks hosts for their members, and remembers what their programs are. */
    public Discovery discovery() {
        return new Discovery(sums);
    }

    public Releases releases() {
        return releases;
    }
}
