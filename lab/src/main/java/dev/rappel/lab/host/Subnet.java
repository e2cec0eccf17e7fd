package dev.rappel.lab.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A block of IPv4 addresses.
 *
 * @param base its first address, as a number without sign in the low 32 bits
 * @param bits how many leading bits are fixed: 24 leaves 256 addresses
 */
record Subnet(long base, int bits) {

    /** The blocks that a lab may take, in the order in which they are tried. */
    static List<Subnet> candidates() {
        List<Subnet> all = new ArrayList<>();
        for (String prefix : List.of("172.30", "10.213", "192.168")) {
            IntStream.range(0, 256)
                    .forEach(third ->
                            all.add(of("%s.%d.0/24".formatted(prefix, third)).orElseThrow()));
        }
        return all;
    }

    /** Reads {@code 172.30.4.0/24}; an address without a length is a block of one. */
    static Optional<Subnet> of(String text) {
        String[] halves = text.strip().split("/", 2);
        Optional<Long> address = number(halves[0]);
        try {
            int bits = halves.length == 2 ? Integer.parseInt(halves[1]) : 32;
            return address.filter(a -> bits >= 0 && bits <= 32)
                    .map(a -> new Subnet(a & mask(bits), bits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean overlaps(Subnet other) {
        long mask = mask(Math.min(bits, other.bits));
        return (base & mask) == (other.base & mask);
    }

    /** The address with this number in the block: 1 is the first after the block's own. */
    String address(int number) {
        long a = base + number;
        return "%d.%d.%d.%d".formatted(a >> 24 & 255, a >> 16 & 255, a >> 8 & 255, a & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + bits;
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : (0xffffffffL << (32 - bits)) & 0xffffffffL;
    }

    private static Optional<Long> number(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long all = 0;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            all = all << 8 | Integer.parseInt(part);
        }
        return Optional.of(all);
    }
}
