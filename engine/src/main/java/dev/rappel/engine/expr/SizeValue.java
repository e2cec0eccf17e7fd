package dev.rappel.engine.expr;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import dev.rappel.engine.value.Size;
import java.util.Optional;

/** An amount of data inside CEL: compared by its bytes, which the field {@code bytes} gives. */
@Immutable
final class SizeValue extends StructValue<String, SizeValue> implements Comparable<SizeValue> {
    static final StructTypeReference TYPE = StructTypeReference.create("@size");

    @SuppressWarnings("Immutable") // a record of a number and a text
    private final Size size;

    SizeValue(Size size) {
        this.size = size;
    }

    Size size() {
        return size;
    }

    @Override
    public SizeValue value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return size.bytes() == 0;
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
                                "a size has no part `" + field + "`",
                                "its one part is `bytes`"));
    }

    @Override
    public Optional<Object> find(String field) {
        return field.equals("bytes") ? Optional.of(size.bytes()) : Optional.empty();
    }

    @Override
    public int compareTo(SizeValue other) {
        return size.compareTo(other.size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SizeValue value && size.equals(value.size);
    }

    @Override
    public int hashCode() {
        return size.hashCode();
    }

    @Override
    public String toString() {
        return size.written();
    }
}
