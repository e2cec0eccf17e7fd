package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSource;
import dev.rappel.engine.module.ModuleSpec;
import java.util.List;
import java.util.Optional;

/** The modules for etcd that change one host. */
public final class HostModules implements ModuleSource {
    private final Sums sums = new Sums();
    private final Releases releases = new Releases();

    @Override
    public String name() {
        return "Rappel's modules for etcd on a host";
    }

    @Override
    public List<ModuleSpec<?>> specs() {
        return List.of(HostSpecs.BINARY, HostSpecs.CONFIG, HostSpecs.START);
    }

    @Override
    public Optional<Module<?, ?>> module(String name) {
        return switch (name) {
            case "etcd.binary" -> Optional.of(new BinaryModule(sums, releases));
            case "etcd.config" -> Optional.of(new ConfigModule(sums));
            case "etcd.start" -> Optional.of(new StartModule(sums));
            default -> Optional.empty();
        };
    }
}
