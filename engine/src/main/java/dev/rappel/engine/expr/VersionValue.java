package dev.rappel.engine.expr;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import dev.rappel.engine.value.Version;
import java.util.Optional;

/** A version inside CEL: compared part by part, with the fields major, minor and patch. */
@Immutable
final class VersionValue extends StructValue<String, VersionValue>
        implements Comparable<VersionValue> {
    static final StructTypeReference TYPE = StructTypeReference.create("@version");

    @SuppressWarnings("Immutable") // a record of an immutable list and two texts
    private final Version version;

    VersionValue(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    @Override
    public VersionValue value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public Object select(String field) {
        return find(field)
                .orElseThrow(() ->
                        new Fault(
                                ExprCode.NOT_THERE,
                                "a version has no part `" + field + "`",
                                "its parts are `major`, `minor` and `patch`"));
    }

    @Override
    public Optional<Object> find(String field) {
        return switch (field) {
            case "major" -> Optional.of(version.major());
            case "minor" -> Optional.of(version.minor());
            case "patch" -> Optional.of(version.patch());
            default -> Optional.empty();
        };
    }

    @Override
    public int compareTo(VersionValue other) {
        return version.compareTo(other.version);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionValue value && version.equals(value.version);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return version.written();
    }
}
