package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Docker;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostSpec;
import dev.rappel.lab.host.Hosts;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Hosts that the tests of one class share, and the releases they run. */
final class TestLab {
    private final Docker docker;
    private final CacheFolder cache = CacheFolder.ofThisUser();
    private final String name;
    private final Hosts hosts;
    private final ReleaseStore store = ReleaseStore.ofThisUser();

    private TestLab(String name, int count) throws Failure, InterruptedException {
        this.name = name;
        this.docker = Docker.ready(cache, progress());
        Hosts.down(docker, cache, name, Progress.SILENT); // what a killed run left
        List<HostSpec> specs =
                IntStream.rangeClosed(1, count).mapToObj(i -> HostSpec.standard("n" + i)).toList();
        this.hosts = Hosts.up(docker, cache, name, specs, progress());
    }

    static TestLab up(String name, int count) throws Failure, InterruptedException {
        return new TestLab(name, count);
    }

    List<Host> hosts(int count) {
        return hosts.targets().subList(0, count);
    }

    Host host(int index) {
        return hosts.targets().get(index);
    }

    Path folder() {
        return hosts.folder().path();
    }

    /** {@code 3.4} is the newest that can be had here; the others are the ones we pin. */
    Release release(String minor) throws Failure, InterruptedException {
        return switch (minor) {
            case "3.4" -> store.newest34(Arch.here(), progress());
            case "3.5" -> store.get(new EtcdVersion(3, 5, 33), Arch.here(), progress());
            case "3.6" -> store.get(new EtcdVersion(3, 6, 14), Arch.here(), progress());
            case "3.7" -> store.get(new EtcdVersion(3, 7, 1), Arch.here(), progress());
            default -> throw new IllegalArgumentException(minor);
        };
    }

    static Progress progress() {
        return what -> {
            long begin = System.nanoTime();
            System.out.println("  … " + what);
            return new Progress.Step() {
                @Override
                public void now(String detail) {
                    System.out.printf("    %.2f %s%n", (System.nanoTime() - begin) / 1e9, detail);
                }

                @Override
                public void done(String outcome) {
                    System.out.printf(
                            "  ✓ %s: %s, %.2f s%n",
                            what, outcome, (System.nanoTime() - begin) / 1e9);
                }

                @Override
                public void done() {
                    done("done");
                }
            };
        };
    }

    void down() throws Failure, InterruptedException {
        Hosts.down(docker, cache, name, Progress.SILENT);
    }
}
