package dev.rappel.lab.load;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * Removes the keys of a run, a part at a time: one delete of everything would stall the members.
 */
record KeySweep(LoadSpec spec, List<EndpointLink> links) {
    private static final int PART = 5_000;

    /** Whether all are gone; what cannot be removed stays and harms nobody. */
    boolean sweep(List<Ledger.Promise> inKeyOrder) {
        ByteString from = ByteString.copyFromUtf8(spec.prefix());
        ByteString end = KeyRange.endOf(from);
        for (int next = PART; ; next += PART) {
            boolean last = next >= inKeyOrder.size();
            ByteString to = last ? end : ByteString.copyFromUtf8(inKeyOrder.get(next).key());
            if (!delete(from, to)) {
                return false;
            }
            if (last) {
                return true;
            }
            from = to;
        }
    }

    private boolean delete(ByteString from, ByteString to) {
        for (EndpointLink link : links) {
            try {
                link.delete(from, to, spec.callDeadline());
                return true;
            } catch (StatusRuntimeException e) {
                // The next member may take it.
            }
        }
        return false;
    }
}
