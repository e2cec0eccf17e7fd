package dev.rappel.engine.expr;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Our types as CEL's. Structures are collected by a made-up name, because CEL refers to them so.
 */
final class TypeBridge {
    private final Set<String> selected;
    private final Map<String, CelType> structs = new LinkedHashMap<>();

    /**
     * @param selected all field names that the expression asks for: an open structure has them all
     */
    TypeBridge(Set<String> selected) {
        this.selected = selected;
    }

    Map<String, CelType> structs() {
        return structs;
    }

    CelType toCel(Type type) {
        return switch (type) {
            case Type.Simple simple -> simple(simple);
            case Type.Items items -> ListType.create(toCel(items.of()));
            case Type.Table table -> MapType.create(SimpleType.STRING, toCel(table.of()));
            case Type.Fields fields -> struct(fields);
            case Type.Choice _ -> SimpleType.STRING;
            case Type.Secret secret -> toCel(secret.of());
        };
    }

    static CelType simple(Type.Simple type) {
        return switch (type) {
            case TEXT, MODE, PATH -> SimpleType.STRING;
            case WHOLE -> SimpleType.INT;
            case DECIMAL -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case VERSION -> VersionValue.TYPE;
            case SIZE -> SizeValue.TYPE;
            case DURATION -> SimpleType.DURATION;
            case NOTHING -> SimpleType.NULL_TYPE;
            case ANY -> SimpleType.DYN;
        };
    }

    private CelType struct(Type.Fields fields) {
        if (fields.open() && fields.fields().isEmpty()) {
            return MapType.create(SimpleType.STRING, SimpleType.DYN);
        }
        Map<String, CelType> known = new LinkedHashMap<>();
        if (fields.open()) {
            selected.forEach(name -> known.put(name, SimpleType.DYN));
        }
        fields.fields().forEach((name, type) -> known.put(name, toCel(type)));
        String name = "@fields" + structs.size();
        ImmutableMap<String, CelType> all = ImmutableMap.copyOf(known);
        structs.put(
                name,
                StructType.create(
                        name, all.keySet(), field -> Optional.ofNullable(all.get(field))));
        return StructTypeReference.create(name);
    }

    /** CEL's name of a type, as it stands in the library's messages, in our words. */
    static String words(String cel) {
        if (cel.startsWith("list(")) {
            return Types.name(new Type.Items(type(inner(cel))));
        }
        if (cel.startsWith("map(") || cel.startsWith("@fields")) {
            return "a mapping";
        }
        if (cel.startsWith("wrapper(") || cel.startsWith("nullable(")) {
            return words(inner(cel));
        }
        return switch (cel) {
            case "google.protobuf.Timestamp", "timestamp" -> "a point in time";
            case "bytes" -> "bytes";
            default -> Types.name(type(cel));
        };
    }

    /** Roughly: what has no type of ours counts as any value. */
    private static Type type(String cel) {
        if (cel.startsWith("list(")) {
            return new Type.Items(type(inner(cel)));
        }
        if (cel.startsWith("map(") || cel.startsWith("@fields")) {
            return new Type.Table(Type.Simple.ANY);
        }
        return switch (cel) {
            case "string" -> Type.Simple.TEXT;
            case "int", "uint" -> Type.Simple.WHOLE;
            case "double" -> Type.Simple.DECIMAL;
            case "bool" -> Type.Simple.BOOL;
            case "null", "null_type" -> Type.Simple.NOTHING;
            case "@version" -> Type.Simple.VERSION;
            case "@size" -> Type.Simple.SIZE;
            case "google.protobuf.Duration", "duration" -> Type.Simple.DURATION;
            default -> Type.Simple.ANY;
        };
    }

    private static String inner(String cel) {
        return cel.substring(cel.indexOf('(') + 1, Math.max(cel.lastIndexOf(')'), 0));
    }
}
