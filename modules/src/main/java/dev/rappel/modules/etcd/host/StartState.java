package dev.rappel.modules.etcd.host;

/**
 * Whether the member runs what is on the disk.
 *
 * @param oldProgram whether the process runs another program than the one on the disk, now or after
 *     what is planned before
 * @param oldConfig whether the configuration changed after the process was started, likewise
 */
public record StartState(MemberOnHost member, boolean oldProgram, boolean oldConfig) {
    static StartState of(MemberOnHost member) {
        return new StartState(member, member.runsOldProgram(), member.runsOldConfig());
    }

    boolean isFresh() {
        return member.isWell() && !oldProgram && !oldConfig;
    }
}
