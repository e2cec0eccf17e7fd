package dev.rappel.engine.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A plan in a file: readable by its owner alone, complete or not there. */
public final class PlanFile {
    private static final long LIMIT = 256L << 20;

    private PlanFile() {}

    /** Writes a plan; a file of that name is replaced in one step. */
    public static void write(Plan plan, Path file, Secrets secrets) throws Failure {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            byte[] bytes =
                    (new ObjectMapper()
                                            .writerWithDefaultPrettyPrinter()
                                            .writeValueAsString(new PlanJson(secrets).write(plan))
                                    + "\n")
                            .getBytes(StandardCharsets.UTF_8);
            Files.deleteIfExists(part);
            try (FileChannel channel =
                    FileChannel.open(
                            part,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.REFUSED, "cannot write the plan to " + file)
                    .why(String.valueOf(e.getMessage()))
                    .help("name another place with --out FILE")
                    .cause(e);
        }
    }

    /** The plan in a file; empty when the file holds something else, such as a playbook. */
    public static Optional<Plan> read(Path file) throws Failure {
        try {
            if (!begins(file)) {
                return Optional.empty();
            }
            JsonNode node = new ObjectMapper().readTree(Files.readAllBytes(file));
            return PlanJson.isPlan(node) ? Optional.of(PlanJson.read(node)) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Failure.of(Failure.Kind.INVALID, file + " is not a whole plan")
                    .why(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
                    .help("make it again with rappel plan")
                    .cause(e);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot read " + file)
                    .why(e.getClass().getSimpleName() + " " + e.getMessage())
                    .cause(e);
        }
    }

    /** Whether the first thing in it is a JSON object; plans are, playbooks are lists. */
    private static boolean begins(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LIMIT) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            int c = in.read();
            while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                c = in.read();
            }
            return c == '{';
        }
    }
}
