package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.EtcdFault;
import dev.rappel.lab.cluster.EtcdFaults;
import dev.rappel.lab.host.Fault;
import dev.rappel.lab.host.Faults;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of one lab, made, found and undone; which there are is read from the hosts themselves.
 */
public final class LabFaults {
    /** How long a member may take to answer again after its fault is undone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;

    public LabFaults(Lab lab) {
        this.lab = lab;
    }

    /**
     * @throws Failure REFUSED when this kernel or this host cannot have it; nothing is changed then
     */
    public void inject(String host, LabFault fault) throws Failure, InterruptedException {
        switch (fault) {
            case LabFault.OnHost(Fault one) -> Faults.inject(lab.hosts().host(host), one);
            case LabFault.OnEtcd(EtcdFault one) ->
                    new EtcdFaults(lab.needCluster()).inject(host, one);
        }
    }

    /** That it is not there is fine. */
    public void undo(String host, LabFault fault) throws Failure, InterruptedException {
        switch (fault) {
            case LabFault.OnHost(Fault one) -> Faults.undo(lab.hosts().host(host), one);
            case LabFault.OnEtcd(EtcdFault one) ->
                    new EtcdFaults(lab.needCluster()).undo(host, one, PATIENCE);
        }
    }

    /** Undoes whatever a host has. */
    public void undoAll(String host) throws Failure, InterruptedException {
        Host one = lab.hosts().host(host);
        Faults.undoAll(one);
        for (LabFault fault : on(one)) {
            undo(host, fault);
        }
    }

    /** The faults by host, without the hosts that have none; all hosts are asked side by side. */
    public Map<String, List<LabFault>> active() throws Failure, InterruptedException {
        List<Host> hosts = lab.hosts().all();
        List<List<LabFault>> found =
                SideBySide.run(
                        hosts.stream()
                                .<SideBySide.Work<List<LabFault>>>map(host -> () -> on(host))
                                .toList());
        Map<String, List<LabFault>> active = new LinkedHashMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            if (!found.get(i).isEmpty()) {
                active.put(hosts.get(i).name(), found.get(i));
            }
        }
        return active;
    }

    private List<LabFault> on(Host host) throws Failure, InterruptedException {
        List<LabFault> faults = new ArrayList<>();
        boolean seen = true;
        for (Fault fault : Faults.active(host)) {
            faults.add(new LabFault.OnHost(fault));
            // Of a host that is paused or off nothing else can be seen.
            seen = seen && !(fault instanceof Fault.Pause) && !(fault instanceof Fault.Kill);
        }
        boolean member =
                lab.cluster().stream()
                        .flatMap(cluster -> cluster.members().stream())
                        .anyMatch(m -> m.name().equals(host.name()));
        if (seen && member) {
            new EtcdFaults(lab.needCluster())
                    .active(host.name())
                    .forEach(fault -> faults.add(new LabFault.OnEtcd(fault)));
        }
        return faults;
    }
}
