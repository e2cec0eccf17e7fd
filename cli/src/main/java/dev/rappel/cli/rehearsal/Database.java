package dev.rappel.cli.rehearsal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The smallest database that passes for a snapshot: a page that describes it, and an empty one. */
final class Database {
    private static final int PAGE = 4096;
    private static final int HASH = 32;
    private static final int MAGIC = 0xED0CDAED;
    private static final int BEGIN = 16;
    private static final int END = 72;

    private Database() {}

    static byte[] withHash() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * PAGE + HASH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(BEGIN, MAGIC).putInt(20, 2).putInt(24, PAGE).putLong(56, 2).putLong(64, 1);
        long sum = 0xcbf29ce484222325L;
        for (int i = BEGIN; i < END; i++) {
            sum = (sum ^ (bytes.get(i) & 0xff)) * 0x100000001b3L;
        }
        bytes.putLong(END, sum);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.array(), 0, 2 * PAGE);
            bytes.put(2 * PAGE, digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return bytes.array();
    }
}
