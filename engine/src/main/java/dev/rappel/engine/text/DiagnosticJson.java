package dev.rappel.engine.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Diagnostics for programs: one JSON object a line, without the text of the file, so that nothing
 * secret can be in it. Lines and columns count from 1 as everywhere; the end is exclusive.
 */
public final class DiagnosticJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private DiagnosticJson() {}

    /** One line, without a line break at its end. */
    public static String line(Diagnostic diagnostic) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("code", diagnostic.code().id());
            json.writeStringField(
                    "severity",
                    diagnostic.severity() == Diagnostic.Severity.ERROR ? "error" : "warning");
            json.writeStringField("title", diagnostic.title());
            if (diagnostic.span().isPresent()) {
                place(json, diagnostic.span().get());
            }
            json.writeStringField("label", diagnostic.label());
            texts(json, "notes", diagnostic.notes());
            texts(json, "helps", diagnostic.helps());
            json.writeArrayFieldStart("related");
            for (Diagnostic.Related other : diagnostic.related()) {
                json.writeStartObject();
                place(json, other.span());
                json.writeStringField("label", other.label());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void place(JsonGenerator json, Span span) throws IOException {
        Source source = span.source();
        json.writeStringField("file", source.name());
        json.writeNumberField("line", span.line());
        json.writeNumberField("column", span.column());
        json.writeNumberField("endLine", source.line(span.end()));
        json.writeNumberField("endColumn", source.column(span.end()));
    }

    private static void texts(JsonGenerator json, String name, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
