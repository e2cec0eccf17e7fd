package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.Cluster;
import dev.rappel.lab.cluster.MemberVars;
import dev.rappel.lab.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The inventory of a lab, in Ansible's YAML. What is the same for all hosts stands once, in the
 * group's variables.
 *
 * <p>How to reach a host (port, jump host, host keys) is all in the lab's own {@code ssh_config},
 * which {@code ansible_ssh_common_args} names.
 */
final class InventoryFile {
    private final Lab lab;
    private final Optional<Path> next;

    /**
     * @param next the archive of a release that is ready to be installed
     */
    InventoryFile(Lab lab, Optional<Path> next) {
        this.lab = lab;
        this.next = next;
    }

    void write() throws Failure {
        Path file = lab.inventory();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text());
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot write the inventory")
                    .why(file + ": " + e.getMessage())
                    .cause(e);
        }
    }

    String text() {
        Map<String, Map<String, Object>> hosts = new LinkedHashMap<>();
        for (Host host : lab.hosts().targets()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("ansible_host", host.address());
            variables.put("ansible_port", host.port());
            variables.put("ansible_user", host.user());
            hosts.put(host.name(), variables);
        }
        lab.cluster().map(Cluster::vars).orElse(List.of()).forEach(member -> add(hosts, member));

        Map<String, Object> common = new LinkedHashMap<>(same(hosts.values().stream().toList()));
        hosts.values().forEach(variables -> variables.keySet().removeAll(common.keySet()));
        common.put("ansible_ssh_private_key_file", lab.hosts().folder().key().toString());
        common.put("ansible_ssh_common_args", "-F " + lab.hosts().folder().sshConfig());
        lab.cluster()
                .flatMap(Cluster::pki)
                .ifPresent(pki -> {
                    common.put("etcd_client_cacert", pki.ca().toString());
                    common.put("etcd_client_cert", pki.client().toString());
                    common.put("etcd_client_key", pki.clientKey().toString());
                });

        next.ifPresent(archive -> common.put("etcd_archive", archive.toString()));

        Map<String, Object> group = new LinkedHashMap<>();
        group.put("hosts", hosts);
        group.put("vars", common);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(200);
        return "# The lab "
                + lab.name()
                + ", written by rappel lab up; gone with rappel lab down.\n"
                + new Yaml(options)
                        .dump(Map.of(lab.cluster().isPresent() ? "etcd" : "hosts", group));
    }

    private static void add(Map<String, Map<String, Object>> hosts, MemberVars member) {
        Map<String, Object> variables = hosts.get(member.host());
        if (variables != null) {
            variables.putAll(member.vars());
        }
    }

    /** What all hosts have in common, where there are at least two. */
    private static Map<String, Object> same(List<Map<String, Object>> all) {
        if (all.size() < 2) {
            return Map.of();
        }
        Map<String, Object> common = new TreeMap<>(all.getFirst());
        all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
        return common;
    }
}
