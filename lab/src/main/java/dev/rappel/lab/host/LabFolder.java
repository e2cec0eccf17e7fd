package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder of one lab in the cache: its key pair, what {@code ssh} needs to know, and what each
 * host was made of.
 *
 * @param lab the lab's name
 * @param path the folder
 */
public record LabFolder(String lab, Path path) {
    static LabFolder of(CacheFolder cache, String lab) {
        return new LabFolder(lab, cache.labs().resolve(lab));
    }

    /**
     * The private key that logs in to every host; its public half is beside it, with {@code .pub}.
     */
    public Path key() {
        return path.resolve("id_ed25519");
    }

    public Path knownHosts() {
        return path.resolve("known_hosts");
    }

    /** Works as {@code ssh -F FILE HOST}: every host of the lab, host keys checked. */
    public Path sshConfig() {
        return path.resolve("ssh_config");
    }

    /** What one host is given before its first boot. */
    Path seed(String host) {
        return path.resolve("hosts").resolve(host);
    }

    /** How one host was when it was clean. */
    Path clean(String host) {
        return path.resolve("clean").resolve(host);
    }

    void make() throws Failure {
        try {
            Files.createDirectories(path);
            // The key lets anybody in who can read it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Makes an ed25519 key pair with ssh-keygen, unless it is there. */
    Path keyPair(Path file, String type, String comment) throws Failure, InterruptedException {
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException e) {
                throw unwritable(e);
            }
            LocalCommand.of(
                            "ssh-keygen",
                            "-q",
                            "-t",
                            type,
                            "-N",
                            "",
                            "-C",
                            comment,
                            "-f",
                            file.toString())
                    .expect();
        }
        return file;
    }

    String read(Path file) throws Failure {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot read a file of lab " + lab)
                    .why(file + ": " + e.getMessage())
                    .help("rappel lab down --name " + lab + " and up again makes it anew")
                    .cause(e);
        }
    }

    /** Puts a file there whole or not at all, readable by this user only. */
    void write(Path file, String text) throws Failure {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(Path file, byte[] bytes) throws Failure {
        try {
            Files.createDirectories(file.getParent());
            Path part =
                    Files.createTempFile(
                            file.getParent(),
                            file.getFileName().toString(),
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
            try {
                Files.write(part, bytes);
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void delete() throws Failure, InterruptedException {
        LocalCommand.of("rm", "-rf", "--one-file-system", path.toString()).expect();
    }

    private Failure unwritable(IOException e) {
        return Failure.of(Failure.Kind.FAILED, "cannot write to the folder of lab " + lab)
                .why(path + ": " + e.getMessage())
                .cause(e);
    }
}
