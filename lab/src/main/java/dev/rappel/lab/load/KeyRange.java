package dev.rappel.lab.load;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/** The ends of key ranges as etcd wants them: the end is the first key that is not meant. */
final class KeyRange {
    private KeyRange() {}

    /** The first key after all that begin with {@code prefix}. */
    static ByteString endOf(ByteString prefix) {
        byte[] bytes = prefix.toByteArray();
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] != (byte) 0xff) {
                bytes[i]++;
                return ByteString.copyFrom(Arrays.copyOf(bytes, i + 1));
            }
        }
        // Only 0xff: to the end of all keys, which etcd writes as one zero byte.
        return ByteString.copyFrom(new byte[1]);
    }

    /** The next possible key. */
    static ByteString after(ByteString key) {
        return key.concat(ByteString.copyFrom(new byte[1]));
    }
}
