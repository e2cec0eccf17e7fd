package dev.rappel.lab.cluster;

import java.util.List;
import java.util.Optional;

/** All members, each asked on its own host at about the same time. */
public record ClusterStatus(List<MemberStatus> members) {
    public ClusterStatus {
        members = List.copyOf(members);
    }

    /** Who leads, when exactly one says so. */
    public Optional<Member> leader() {
        List<Member> leaders =
                members.stream().filter(MemberStatus::leads).map(MemberStatus::member).toList();
        return leaders.size() == 1 ? Optional.of(leaders.getFirst()) : Optional.empty();
    }

    /** Whether every member answers and one leads. */
    public boolean whole() {
        return leader().isPresent() && members.stream().allMatch(m -> m.answer().isPresent());
    }

    /**
     * Whether the cluster's version is that of its members, and the storage's with it where they
     * report one. A cluster just born says 3.0 for its first seconds.
     */
    public boolean settled() {
        return whole()
                && members.stream()
                        .flatMap(member -> member.answer().stream())
                        .allMatch(ClusterStatus::settled);
    }

    private static boolean settled(MemberStatus.Answer answer) {
        String own = answer.version().minorLine() + ".0";
        boolean reportsStorage = answer.version().minor() >= 6;
        return answer.clusterVersion().equals(own)
                && (!reportsStorage || answer.storageVersion().equals(Optional.of(own)));
    }
}
