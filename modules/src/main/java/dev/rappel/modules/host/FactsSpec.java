package dev.rappel.modules.host;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;
import java.util.stream.Stream;

/** What {@code facts} declares. */
public final class FactsSpec {
    private FactsSpec() {}

    /** Of every host, though it may be that a host does not tell all of them. */
    static final Fact[] PUBLISHED = {
        new Fact("host.hostname", Type.Simple.TEXT, "The name that the host calls itself."),
        new Fact("host.os", Type.Simple.TEXT, "The distribution's short name, such as `debian`."),
        new Fact("host.os_name", Type.Simple.TEXT, "The distribution's name in full."),
        new Fact(
                "host.os_version",
                Type.Simple.VERSION,
                "The distribution's version; not there where it has none."),
        new Fact("host.kernel", Type.Simple.TEXT, "The kernel's release, as `uname -r` says it."),
        new Fact("host.arch", Type.Simple.TEXT, "The machine, such as `x86_64` or `aarch64`."),
        new Fact("host.cpus", Type.Simple.WHOLE, "How many processors may be used."),
        new Fact("host.memory", Type.Simple.SIZE, "The memory that the kernel manages."),
        new Fact("host.systemd", Type.Simple.VERSION, "The version of systemd."),
        new Fact(
                "host.virtualization",
                Type.Simple.TEXT,
                "What the host runs in, as `systemd-detect-virt` says it; `none` on bare metal."),
        new Fact("host.user", Type.Simple.TEXT, "The user that the task runs as."),
        new Fact("host.boot_id", Type.Simple.TEXT, "Another one after each boot."),
        new Fact("host.clock", Type.Simple.WHOLE, "The host's clock, in seconds since 1970, UTC.")
    };

    public static final ModuleSpec<FactsArguments> FACTS =
            ModuleSpec.of(
                            "facts",
                            FactsArguments.class,
                            """
                            What a host is, for expressions in later tasks. It needs no privilege and changes \
                            nothing. Each fact is found below `host`, and in the result by its last word.\
                            """,
                            """
                            - facts:
                            - name: There is room to work in
                              assert:
                                that: host.memory >= size('2GiB')
                            """)
                    .results(
                            Stream.of(PUBLISHED)
                                    .map(f ->
                                            new Fact(
                                                    f.name().substring("host.".length()),
                                                    f.type(),
                                                    f.doc()))
                                    .toArray(Fact[]::new))
                    .publishes(PUBLISHED);
}
