package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What the modules for etcd on one host declare. */
public final class HostSpecs {
    private HostSpecs() {}

    public static final ModuleSpec<ConfigArguments> CONFIG =
            ModuleSpec.of(
                            "etcd.config",
                            ConfigArguments.class,
                            """
                            The member's configuration is fit for another minor version: unit, drop-ins, \
                            EnvironmentFile and configuration file, whichever there are. Options that the other \
                            version names differently are renamed, options that it does not know are left out, \
                            defaults that differ are said; what would be lost with harm is refused. The new \
                            program itself proves the options where it lies ready on the host.\
                            """,
                            """
                            - name: The configuration is one for 3.6
                              etcd.config:
                                from: 3.7
                                to: 3.6.14
                            """)
                    .results(
                            new Fact(
                                    "config_file",
                                    Type.Simple.TEXT,
                                    "The configuration file that the member is given; empty for"
                                            + " none."));

    public static final ModuleSpec<BinaryArguments> BINARY =
            ModuleSpec.of(
                            "etcd.binary",
                            BinaryArguments.class,
                            """
                            etcd, etcdctl and etcdutl of this release lie ready on the host, or are the installed \
                            ones. They are sent by content and proven to run on the host before anything is \
                            replaced; they are replaced by an atomic rename and the old ones stay beside them, as \
                            `etcd.3.7.1`. The running member goes on with the old program until `etcd.start`.\
                            """,
                            """
                            - name: etcd 3.6.14 is installed
                              etcd.binary:
                                version: 3.6.14
                                archive: etcd-v3.6.14-linux-amd64.tar.gz
                            """)
                    .results(
                            new Fact("path", Type.Simple.TEXT, "Where etcd is installed."),
                            new Fact(
                                    "installed", Type.Simple.TEXT, "The version installed there."));

    public static final ModuleSpec<StartArguments> START =
            ModuleSpec.of(
                            "etcd.start",
                            StartArguments.class,
                            """
                            The member runs the program and the configuration that are on the disk, and serves. It \
                            is restarted exactly when its process differs from the disk, or started when it does \
                            not run. Right before it is stopped the cluster is asked whether it can spare the \
                            member. When the new process does not serve, the reason is read from its journal.\
                            """,
                            """
                            - name: The member runs what is installed
                              etcd.start:
                                deadline: 5m
                            """)
                    .results(
                            new Fact("version", Type.Simple.TEXT, "The version that runs."),
                            new Fact(
                                    "fresh",
                                    Type.Simple.BOOL,
                                    "Whether the process is well and what is on the disk."),
                            new Fact("pid", Type.Simple.WHOLE, "The member's process."));
}
