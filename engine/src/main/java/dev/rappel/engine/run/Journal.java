package dev.rappel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.plan.ActJson;
import dev.rappel.engine.plan.PlanJson;
import dev.rappel.engine.plan.ValueJson;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Value;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run did, line by line as JSON, readable by its owner alone. What is written for keeps is
 * on the disk before the method returns.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final FileOutputStream out;
    private final Time time;
    private final ValueJson values;
    private final ActJson acts;
    private final PlanJson plans;
    private long last;
    private Optional<IOException> broken = Optional.empty();

    private Journal(Path file, FileOutputStream out, Time time, Secrets secrets) {
        this.file = file;
        this.out = out;
        this.time = time;
        this.values = new ValueJson(secrets);
        this.acts = new ActJson(secrets);
        this.plans = new PlanJson(secrets);
    }

    /**
     * Begins a journal.
     *
     * @throws Failure of kind REFUSED when the file is there already or cannot be made
     */
    public static Journal create(Path file, Time time, Secrets secrets) throws Failure {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            // Not a FileChannel: an interrupted thread would close that for all others.
            return new Journal(file, new FileOutputStream(file.toFile(), true), time, secrets);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.REFUSED, "cannot write a journal to " + file)
                    .why(e.getClass().getSimpleName() + " " + e.getMessage())
                    .help("a run without a journal could not be taken back; make room for one")
                    .cause(e);
        }
    }

    public Path file() {
        return file;
    }

    JsonNode json(Value value) {
        return values.write(value);
    }

    TextNode text(String text) {
        return values.text(text);
    }

    JsonNode json(Act act) {
        return acts.write(act);
    }

    JsonNode json(Undo undo) {
        return acts.write(undo);
    }

    JsonNode json(Step step) {
        return acts.write(step);
    }

    JsonNode json(dev.rappel.engine.plan.Plan plan) {
        return plans.write(plan);
    }

    /** Notes something that a later process can do without. */
    synchronized void note(String kind, Consumer<ObjectNode> fields) {
        try {
            write(kind, fields);
        } catch (IOException e) {
            broken = broken.or(() -> Optional.of(e));
        }
    }

    /**
     * Notes something for keeps.
     *
     * @throws Failure of kind FAILED when it is not certain to be on the disk
     */
    synchronized void keep(String kind, Consumer<ObjectNode> fields) throws Failure {
        try {
            if (broken.isPresent()) {
                throw broken.get();
            }
            write(kind, fields);
            out.getFD().sync();
        } catch (IOException e) {
            broken = broken.or(() -> Optional.of(e));
            throw Failure.of(Failure.Kind.FAILED, "cannot write the journal " + file)
                    .why(String.valueOf(e.getMessage()))
                    .help("make room on its disk; nothing is done that is not in the journal")
                    .cause(e);
        }
    }

    private void write(String kind, Consumer<ObjectNode> fields) throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("seq", ++last).put("at", time.now().toString()).put("kind", kind);
        fields.accept(line);
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        try {
            out.getFD().sync();
            out.close();
        } catch (IOException e) {
            // All that matters was synced when it was written.
            broken = broken.or(() -> Optional.of(e));
        }
    }
}
