package dev.rappel.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a journal, also one whose last line was being written when its run was killed. */
public final class JournalReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalReader() {}

    /**
     * A line.
     *
     * @param seq counting from 1 without gaps
     * @param kind what it tells, such as {@code begin}
     * @param fields all of it
     */
    public record Line(long seq, String kind, JsonNode fields) {}

    /**
     * The lines, in order; a torn last one is left out.
     *
     * @throws Failure of kind INVALID when the file cannot be read or is broken elsewhere
     */
    public static List<Line> read(Path file) throws Failure {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot read the journal " + file)
                    .why(e.getClass().getSimpleName() + " " + e.getMessage())
                    .cause(e);
        }
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(line(file, text.substring(start, end), lines.size() + 1L));
            start = end + 1;
        }
        return lines;
    }

    private static Line line(Path file, String text, long expected) throws Failure {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.path("seq").longValue() == expected && node.path("kind").isTextual()) {
                return new Line(expected, node.path("kind").textValue(), node);
            }
        } catch (JsonProcessingException e) {
            throw broken(file, expected).cause(e);
        }
        throw broken(file, expected);
    }

    private static Failure broken(Path file, long line) {
        return Failure.of(Failure.Kind.INVALID, "the journal " + file + " is broken")
                .why("line " + line + " is not what a run writes there")
                .help("look at the hosts themselves: " + file + " does not tell what was done");
    }
}
