package dev.rappel.modules.etcd.rpc;

import java.util.List;

/**
 * A member as the cluster's list has it.
 *
 * @param name empty until the member has been started for the first time
 */
public record Listed(
        long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {
    public Listed {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }
}
