package dev.rappel.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.FileMode;
import dev.rappel.engine.value.Size;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;

/**
 * Values as JSON. Texts, whole numbers, booleans, lists and mappings are what they look like; what
 * JSON has no word for is an object with one field whose name begins with {@code $}. A secret is
 * {@code {"$secret": true}} and is gone: what reads it back gets a secret that holds nothing.
 */
public final class ValueJson {
    private static final String SECRET = "$secret";
    private static final String FIELDS = "$fields";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Secrets secrets;

    /**
     * @param secrets what else must not be written, though its type does not say so
     */
    public ValueJson(Secrets secrets) {
        this.secrets = secrets;
    }

    public JsonNode write(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text(text);
            case Value.Whole(long number, String written) ->
                    Long.toString(number).equals(written)
                            ? LongNode.valueOf(number)
                            : tagged("$whole", written).put("number", number);
            case Value.Bool(boolean truth, String written) ->
                    Boolean.toString(truth).equals(written)
                            ? BooleanNode.valueOf(truth)
                            : tagged("$bool", written).put("truth", truth);
            case Value.Decimal(double _, String written) -> tagged("$decimal", written);
            case Value.Time(var _, String written) -> tagged("$time", written);
            case Version version -> tagged("$version", version.written());
            case Size size -> tagged("$size", size.written());
            case FileMode mode -> tagged("$mode", mode.written());
            case Value.Nothing() -> NullNode.instance;
            case Value.Secret _ -> JSON.objectNode().put(SECRET, true);
            case Value.Items(List<Value> items) -> {
                ArrayNode list = JSON.arrayNode();
                items.forEach(i -> list.add(write(i)));
                yield list;
            }
            case Value.Fields fields -> fields(fields);
        };
    }

    public TextNode text(String text) {
        return TextNode.valueOf(secrets.mask(text));
    }

    private ObjectNode fields(Value.Fields fields) {
        ObjectNode object = JSON.objectNode();
        fields.fields().forEach((name, value) -> object.set(secrets.mask(name), write(value)));
        boolean tagged = fields.fields().keySet().stream().anyMatch(n -> n.startsWith("$"));
        return tagged ? JSON.objectNode().set(FIELDS, object) : object;
    }

    private static ObjectNode tagged(String tag, String written) {
        return JSON.objectNode().put(tag, written);
    }

    /**
     * @throws IllegalArgumentException when it is not what {@link #write} makes
     */
    public static Value read(JsonNode node) {
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        }
        if (node.isIntegralNumber()) {
            return new Value.Whole(node.longValue());
        }
        if (node.isBoolean()) {
            return new Value.Bool(node.booleanValue());
        }
        if (node.isNull()) {
            return new Value.Nothing();
        }
        if (node.isArray()) {
            return new Value.Items(
                    StreamSupport.stream(node.spliterator(), false).map(ValueJson::read).toList());
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("not a value: " + node.getNodeType());
        }
        return object(node);
    }

    private static Value object(JsonNode node) {
        String first = node.isEmpty() ? "" : node.fieldNames().next();
        String written = node.path(first).asText();
        return switch (first) {
            case SECRET -> new Value.Secret(new Value.Nothing());
            case FIELDS -> plain(node.get(FIELDS));
            case "$whole" -> new Value.Whole(node.path("number").longValue(), written);
            case "$bool" -> new Value.Bool(node.path("truth").booleanValue(), written);
            case "$decimal" -> new Value.Decimal(Double.parseDouble(written), written);
            case "$time" ->
                    new Value.Time(Durations.parse(written).orElseThrow(() -> bad(node)), written);
            case "$version" -> Version.parse(written).orElseThrow(() -> bad(node));
            case "$size" -> Size.parse(written).orElseThrow(() -> bad(node));
            case "$mode" -> FileMode.parse(written).orElseThrow(() -> bad(node));
            default -> plain(node);
        };
    }

    private static Value.Fields plain(JsonNode node) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        node.properties().forEach(f -> fields.put(f.getKey(), read(f.getValue())));
        return new Value.Fields(fields);
    }

    private static IllegalArgumentException bad(JsonNode node) {
        return new IllegalArgumentException("not a value: " + node);
    }
}
