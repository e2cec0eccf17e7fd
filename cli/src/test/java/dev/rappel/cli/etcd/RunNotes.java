package dev.rappel.cli.etcd;

import dev.rappel.engine.run.JournalReader;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the newest run has come, by its own journal.
 *
 * @param runs the folder of all runs
 */
record RunNotes(Path runs) {
    /** What it has noted so far; nothing before there is one. */
    private List<JournalReader.Line> journal() throws Failure, IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            Path file = all.max(Path::compareTo).orElseThrow().resolve("journal.jsonl");
            return Files.exists(file) ? JournalReader.read(file) : List.of();
        }
    }

    /** Whether the second play, the roll, has begun with its first batch. */
    boolean isRolling() throws Exception {
        return journal().stream()
                .anyMatch(l -> l.kind().equals("batch") && l.fields().path("play").intValue() == 1);
    }

    /** The hosts of the batches that ended well, in their order, in the play of that number. */
    List<String> rolled(int play) throws Exception {
        List<String> hosts = new ArrayList<>();
        List<String> batch = List.of();
        for (JournalReader.Line line : journal()) {
            if (line.kind().equals("batch") && line.fields().path("play").intValue() == play) {
                List<String> names = new ArrayList<>();
                line.fields().path("hosts").forEach(n -> names.add(n.textValue()));
                batch = names;
            } else if (line.kind().equals("batch_ended")) {
                if (line.fields().path("well").booleanValue()) {
                    hosts.addAll(batch);
                }
                batch = List.of();
            }
        }
        return hosts;
    }
}
