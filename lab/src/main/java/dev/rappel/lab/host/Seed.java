package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import java.nio.file.Path;
import java.util.List;

/**
 * What a host is given before its first boot: the script, its own host keys, who may log in. Kept
 * in the lab's folder, so that the host can be made again as the same host.
 */
final class Seed {
    static final List<String> KEY_TYPES = List.of("ed25519", "ecdsa");

    private Seed() {}

    static Path publicKey(LabFolder folder, String host, String type) {
        return folder.seed(host).resolve("ssh_host_" + type + "_key.pub");
    }

    static void make(LabFolder folder, String host, String script)
            throws Failure, InterruptedException {
        Path seed = folder.seed(host);
        for (String type : KEY_TYPES) {
            folder.keyPair(seed.resolve("ssh_host_" + type + "_key"), type, host);
        }
        Path mine = folder.key().resolveSibling(folder.key().getFileName() + ".pub");
        folder.write(seed.resolve("authorized_keys"), folder.read(mine));
        folder.write(seed.resolve("first-boot"), script);
    }
}
