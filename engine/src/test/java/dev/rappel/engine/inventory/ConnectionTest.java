package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConnectionTest {
    private static final String HOSTS =
            """
            [web]
            w1 ansible_host=192.0.2.1 ansible_port=2222 ansible_user=ops
            w2:2022 ansible_ssh_common_args='-o ProxyJump="a b"' ansible_password=hunter2
            w3
            [web:vars]
            ansible_become=yes
            ansible_user=fromgroup
            ansible_ssh_private_key_file=~/.ssh/id
            ansible_timeout=7
            """;

    private final Problems problems = new Problems();
    private final Inventory inventory =
            InventoryReader.read(new Source("hosts.ini", HOSTS), problems);

    private Connection connection(String name) {
        Host host = inventory.host(name).orElseThrow();
        Connection connection = Connection.of(host, inventory.vars(host), problems);
        assertThat(problems.isEmpty()).isTrue();
        return connection;
    }

    @Test
    void a_host_says_where_it_is() {
        Connection connection = connection("w1");
        assertThat(connection.address()).isEqualTo("192.0.2.1");
        assertThat(connection.port()).hasValue(2222);
        assertThat(connection.user()).contains("ops");
        assertThat(connection.keyFile()).contains("~/.ssh/id");
        assertThat(connection.timeout()).contains(Duration.ofSeconds(7));
    }

    @Test
    void what_a_host_does_not_say_its_group_may() {
        assertThat(connection("w3").user()).contains("fromgroup");
        assertThat(connection("w3").address()).isEqualTo("w3");
        assertThat(connection("w3").port()).isEmpty();
        assertThat(connection("w3").become()).isTrue();
        assertThat(connection("w3").becomeUser()).isEqualTo("root");
    }

    @Test
    void a_password_is_never_printed() {
        Connection connection = connection("w2");
        assertThat(connection.password().map(Value.Secret::reveal))
                .contains(new Value.Text("hunter2"));
        assertThat(connection.toString()).doesNotContain("hunter2");
        assertThat(connection.port()).hasValue(2022);
        assertThat(connection.arguments()).containsExactly("-o", "ProxyJump=a b");
    }

    @Test
    void a_variable_knows_every_place_that_sets_it() {
        Vars vars = inventory.vars(inventory.host("w1").orElseThrow());
        assertThat(vars.definitions("ansible_user"))
                .extracting(d -> d.origin() + " at " + d.variable().span().at())
                .containsExactly("group web at hosts.ini:7:1", "host w1 at hosts.ini:2:45");
    }

    @Test
    void a_template_is_resolved_by_whoever_can() {
        Inventory templated =
                InventoryReader.read(new Source("h.ini", "h ansible_host={{ip}}\n"), problems);
        Host host = templated.host("h").orElseThrow();
        Connection connection =
                Connection.of(
                        host, templated.vars(host), _ -> new Value.Text("192.0.2.9"), problems);
        assertThat(connection.address()).isEqualTo("192.0.2.9");
    }
}
