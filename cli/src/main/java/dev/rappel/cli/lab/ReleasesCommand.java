package dev.rappel.cli.lab;

import dev.rappel.cli.progress.ProgressView;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.ReleaseStore;
import dev.rappel.lab.release.StoredArchive;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rappel lab releases}. */
@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        description =
                "Gets etcd releases into the store, and shows what the store holds and where it came from.",
        footer = {
            "",
            "A release comes from the store, else from the folder or mirror that RAPPEL_RELEASES names, else from",
            "etcd's own downloads, else from a build of etcd's published Go modules (3.5.33, 3.6.14, 3.7.1).",
            "Example: rappel lab releases 3.5.33 3.4.45"
        })
final class ReleasesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "VERSION",
            description = "Releases to get; without any only the list.")
    private List<String> wanted = new ArrayList<>();

    @Override
    public Integer call() throws Failure, InterruptedException {
        ReleaseStore store = ReleaseStore.ofThisUser();
        List<EtcdVersion> versions = new ArrayList<>();
        for (String word : wanted) {
            versions.add(EtcdVersion.parse(word));
        }
        try (ProgressView view = ProgressView.open(spec.commandLine().getErr())) {
            get(store, versions, view.progress());
        }
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("etcd", "arch", "size", "origin");
        List<StoredArchive> archives = store.list();
        for (StoredArchive archive : archives) {
            table.row(
                    archive.version().toString(),
                    archive.arch().toString(),
                    archive.bytes() / 1_000_000 + " MB",
                    archive.origin().toString());
        }
        out.println("store: " + CacheFolder.ofThisUser().releases());
        if (!archives.isEmpty()) {
            table.print(out);
        }
        out.flush();
        return 0;
    }

    private static void get(ReleaseStore store, List<EtcdVersion> versions, Progress progress)
            throws Failure, InterruptedException {
        for (EtcdVersion version : versions) {
            store.get(version, Arch.here(), progress);
        }
    }
}
