package dev.rappel.modules.etcd.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.etcd.jetcd.api.StatusResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a member says of itself.
 *
 * @param id of the member, {@code cluster} of the cluster: the numbers that etcd prints in
 *     hexadecimal
 * @param version the server's
 * @param leader the member that leads; 0 when there is none
 * @param raftApplied the last log entry whose effect can be read
 * @param revision of the data
 * @param dbSize bytes, {@code dbInUse} of these in use
 * @param errors such as alarms, in etcd's words
 * @param storage the version of what is on disk; empty before 3.6 and until 3.6 has settled it
 * @param downgrade empty before 3.6, which does not tell
 */
public record MemberStatus(
        long id,
        long cluster,
        String version,
        long leader,
        long raftTerm,
        long raftIndex,
        long raftApplied,
        long revision,
        long dbSize,
        long dbInUse,
        boolean learner,
        List<String> errors,
        Optional<String> storage,
        Optional<Downgrade> downgrade) {

    /** A downgrade as the cluster knows it; {@code target} like 3.6, empty when it is off. */
    public record Downgrade(boolean enabled, String target) {}

    private static final int STORAGE_VERSION = 11;
    private static final int DOWNGRADE_INFO = 13;

    public MemberStatus {
        errors = List.copyOf(errors);
    }

    public boolean leads() {
        return leader != 0 && leader == id;
    }

    /** As etcd's tools print a member's or a cluster's number. */
    public static String hex(long id) {
        return Long.toHexString(id);
    }

    static MemberStatus of(StatusResponse answer) throws IOException {
        UnknownFieldSet newer = answer.getUnknownFields();
        Optional<String> storage =
                last(newer, STORAGE_VERSION)
                        .map(ByteString::toStringUtf8)
                        .filter(s -> !s.isEmpty() && !s.equals("unknown"));
        Optional<Downgrade> downgrade = Optional.empty();
        Optional<ByteString> info = last(newer, DOWNGRADE_INFO);
        if (info.isPresent()) {
            downgrade = Optional.of(downgrade(info.get()));
        }
        return new MemberStatus(
                answer.getHeader().getMemberId(),
                answer.getHeader().getClusterId(),
                answer.getVersion(),
                answer.getLeader(),
                answer.getRaftTerm(),
                answer.getRaftIndex(),
                answer.getRaftAppliedIndex(),
                answer.getHeader().getRevision(),
                answer.getDbSize(),
                answer.getDbSizeInUse(),
                answer.getIsLearner(),
                answer.getErrorsList(),
                storage,
                downgrade);
    }

    private static Optional<ByteString> last(UnknownFieldSet fields, int number) {
        List<ByteString> found = fields.getField(number).getLengthDelimitedList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    /**
     * {@code DowngradeInfo}: enabled = 1, targetVersion = 2; what is false or empty is left out.
     */
    private static Downgrade downgrade(ByteString bytes) throws IOException {
        CodedInputStream in = bytes.newCodedInput();
        boolean enabled = false;
        String target = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> enabled = in.readBool();
                case 2 -> target = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        return new Downgrade(enabled, target);
    }
}
