package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.CacheFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three hosts, booted side by side on a real Docker. */
final class HostsIT {
    @Test
    void three_hosts_boot_side_by_side_and_let_their_user_in() throws Exception {
        Shown shown = new Shown();
        CacheFolder cache = CacheFolder.ofThisUser();
        Docker docker = Docker.ready(cache, shown);
        Hosts hosts =
                Hosts.up(
                        docker,
                        cache,
                        "host-it",
                        List.of(
                                HostSpec.standard("n1"),
                                HostSpec.standard("n2"),
                                HostSpec.standard("n3")),
                        shown);
        try {
            for (Host host : hosts.all()) {
                assertThat(host.ssh("hostname; sudo -n id -u").expect().out())
                        .isEqualTo(host.name() + "\n0\n");
            }
        } finally {
            Hosts.down(docker, cache, "host-it", shown);
        }
    }
}
