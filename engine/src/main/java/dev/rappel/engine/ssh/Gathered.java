package dev.rappel.engine.ssh;

import java.util.Arrays;

/** The bytes that came over one stream and are not yet taken. The caller holds the lock. */
final class Gathered {
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int size;
    private int searched;
    private boolean ended;

    void add(byte[] from, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.max(1024, bytes.length * 2)));
        }
        System.arraycopy(from, 0, bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    /** Nothing more will come. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** Where a mark begins; -1 when it has not come yet. Does not look twice at the same bytes. */
    int find(byte[] mark) {
        for (int at = searched; at <= size - mark.length; at++) {
            if (Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
                searched = at;
                return at;
            }
        }
        searched = Math.max(searched, size - mark.length + 1);
        return -1;
    }

    /** Where the line ends that begins at {@code from}; -1 when its end has not come yet. */
    int lineEnd(int from) {
        for (int at = from; at < size; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    byte[] all() {
        return copy(0, size);
    }

    /** Forgets all up to here. A large buffer is given back once it is empty. */
    void drop(int until) {
        int left = size - until;
        if (left == 0 && bytes.length > 64 * 1024) {
            bytes = NOTHING;
        } else {
            System.arraycopy(bytes, until, bytes, 0, left);
        }
        size = left;
        searched = 0;
    }
}
