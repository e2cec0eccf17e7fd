package dev.rappel.lab.load;

/**
 * What a member says of itself when asked for its status.
 *
 * @param member its id
 * @param leader the id of the member that it takes for the leader; 0 where it knows none
 * @param term the raft term of the last entry that it has applied: so one in which there was a
 *     leader (etcd's server fills it in when it applies an entry, 3.4 to 3.7)
 * @param version the server's version, such as {@code 3.7.1}
 */
public record EndpointStatus(long member, long leader, long term, String version) {
    /** An id as etcdctl prints it. */
    static String hex(long id) {
        return Long.toHexString(id);
    }
}
