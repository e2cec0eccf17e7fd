package dev.rappel.modules.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;

/** Values as other programs' JSON. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonText() {}

    /** What a text says; nothing where it is no JSON. */
    static Value read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? new Value.Nothing() : value(node);
        } catch (JsonProcessingException e) {
            return new Value.Nothing();
        }
    }

    private static Value value(JsonNode node) {
        if (node.isObject()) {
            SequencedMap<String, Value> fields = new LinkedHashMap<>();
            node.properties().forEach(f -> fields.put(f.getKey(), value(f.getValue())));
            return new Value.Fields(fields);
        }
        if (node.isArray()) {
            return new Value.Items(
                    StreamSupport.stream(node.spliterator(), false).map(JsonText::value).toList());
        }
        if (node.isBoolean()) {
            return new Value.Bool(node.booleanValue());
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? new Value.Whole(node.longValue())
                    : new Value.Decimal(node.doubleValue());
        }
        return node.isTextual() ? new Value.Text(node.textValue()) : new Value.Nothing();
    }

    /** A value as JSON, its secrets open: for the one who has to know them. */
    static String write(Value value) {
        return node(value).toString();
    }

    private static JsonNode node(Value value) {
        return switch (value) {
            case Value.Whole(long number, String _) -> JSON.numberNode(number);
            case Value.Decimal(double number, String _) -> JSON.numberNode(number);
            case Value.Bool(boolean truth, String _) -> JSON.booleanNode(truth);
            case Value.Nothing() -> JSON.nullNode();
            case Value.Secret hidden -> node(hidden.reveal());
            case Value.Items(List<Value> items) -> {
                ArrayNode list = JSON.arrayNode();
                items.forEach(i -> list.add(node(i)));
                yield list;
            }
            case Value.Fields(var fields) -> {
                ObjectNode object = JSON.objectNode();
                fields.forEach((name, field) -> object.set(name, node(field)));
                yield object;
            }
            case Value.Scalar scalar -> JSON.textNode(scalar.written());
        };
    }
}
