package dev.rappel.lab.cluster;

import dev.rappel.lab.release.EtcdVersion;
import java.util.Optional;

/**
 * One member as it was a moment ago.
 *
 * @param unit what {@code systemctl is-active} says; {@code unreachable} when the host did not
 *     answer
 * @param answer empty when etcd did not answer in time
 */
public record MemberStatus(Member member, String unit, Optional<Answer> answer) {
    /**
     * What etcd says of itself.
     *
     * @param id in hexadecimal, as etcdctl's tables show it
     * @param clusterVersion major and minor, and zero: {@code 3.7.0}; {@code not_decided} at first
     * @param storageVersion empty before 3.6, and until 3.6 has settled it
     * @param dbSize bytes
     */
    public record Answer(
            EtcdVersion version,
            String clusterVersion,
            Optional<String> storageVersion,
            String id,
            boolean leader,
            boolean learner,
            long term,
            long raftIndex,
            long revision,
            long dbSize) {}

    public boolean leads() {
        return answer.filter(Answer::leader).isPresent();
    }
}
