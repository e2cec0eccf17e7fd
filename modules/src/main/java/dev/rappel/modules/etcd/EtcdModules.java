package dev.rappel.modules.etcd;

import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSource;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.modules.etcd.availability.AvailabilityModule;
import dev.rappel.modules.etcd.health.HealthModule;
import dev.rappel.modules.etcd.health.HealthSpecs;
import dev.rappel.modules.etcd.health.MemberModule;
import dev.rappel.modules.etcd.health.VerifyModule;
import dev.rappel.modules.etcd.host.HostModules;
import dev.rappel.modules.etcd.lead.LeaderModule;
import dev.rappel.modules.etcd.lower.DowngradeModule;
import dev.rappel.modules.etcd.preflight.PreflightModule;
import dev.rappel.modules.etcd.snapshot.SnapshotModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The modules that know etcd. */
public final class EtcdModules implements ModuleSource {
    private final HostModules host = new HostModules();

    @Override
    public String name() {
        return "Rappel's modules for etcd";
    }

    @Override
    public List<ModuleSpec<?>> specs() {
        List<ModuleSpec<?>> specs =
                new ArrayList<>(
                        List.of(
                                HealthSpecs.MEMBER,
                                HealthSpecs.HEALTH,
                                HealthSpecs.VERIFY,
                                LeaderModule.SPEC,
                                DowngradeModule.SPEC,
                                SnapshotModule.SPEC,
                                PreflightModule.SPEC,
                                AvailabilityModule.SPEC));
        specs.addAll(host.specs());
        return specs;
    }

    @Override
    public Optional<Module<?, ?>> module(String name) {
        return switch (name) {
            case "etcd.member" -> Optional.of(new MemberModule());
            case "etcd.health" -> Optional.of(new HealthModule());
            case "etcd.verify" -> Optional.of(new VerifyModule());
            case "etcd.leader" -> Optional.of(new LeaderModule());
            case "etcd.downgrade" -> Optional.of(new DowngradeModule());
            case "etcd.snapshot" -> Optional.of(new SnapshotModule());
            case "etcd.preflight" ->
                    Optional.of(new PreflightModule(host.discovery(), host.releases()));
            case "etcd.availability" -> Optional.of(new AvailabilityModule());
            default -> host.module(name);
        };
    }
}
