package dev.rappel.modules.etcd.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers of members as etcdctl wrote them down, read as those of a member that we ask. */
public final class Recorded {
    private Recorded() {}

    /** Numbers are unsigned, and what is missing was not sent. */
    public static MemberStatus status(JsonNode told) throws IOException {
        JsonNode header = told.path("header");
        return MemberStatus.of(
                StatusResponse.newBuilder()
                        .setHeader(
                                ResponseHeader.newBuilder()
                                        .setClusterId(number(header, "cluster_id"))
                                        .setMemberId(number(header, "member_id"))
                                        .setRevision(number(header, "revision"))
                                        .setRaftTerm(number(header, "raft_term")))
                        .setVersion(told.path("version").textValue())
                        .setDbSize(number(told, "dbSize"))
                        .setLeader(number(told, "leader"))
                        .setRaftIndex(number(told, "raftIndex"))
                        .setRaftTerm(number(told, "raftTerm"))
                        .setRaftAppliedIndex(number(told, "raftAppliedIndex"))
                        .setDbSizeInUse(number(told, "dbSizeInUse"))
                        .build());
    }

    public static DataHash hash(JsonNode told) {
        JsonNode header = told.path("header");
        return new DataHash(
                number(header, "member_id"),
                (int) number(told, "hash"),
                number(told, "compact_revision"),
                number(header, "revision"));
    }

    public static Optional<String> clusterVersion(String body) {
        return VersionBody.cluster(body);
    }

    public static long number(JsonNode told, String name) {
        String text = told.path(name).asText("0");
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }
}
