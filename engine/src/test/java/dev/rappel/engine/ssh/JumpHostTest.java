package dev.rappel.engine.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class JumpHostTest {
    private static JumpHost jump(String host, String user, int port) {
        return new JumpHost(
                host,
                user.isEmpty() ? Optional.empty() : Optional.of(user),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                List.of());
    }

    @Test
    void a_chain_is_read_first_hop_first() {
        assertThat(JumpHost.chain("eva@a.lan:2222,b,ssh://root@[fe80::1]:22/"))
                .contains(
                        List.of(
                                jump("a.lan", "eva", 2222),
                                jump("b", "", 0),
                                jump("fe80::1", "root", 22)));
        assertThat(JumpHost.chain("2001:db8::1")).contains(List.of(jump("2001:db8::1", "", 0)));
        assertThat(JumpHost.chain("none")).contains(List.of());
    }

    @Test
    void what_cannot_be_read_is_not_guessed() {
        for (String text : List.of("a:port", "a:0", "-oProxyCommand=x", "a,,b", "[a", "a b")) {
            assertThat(JumpHost.chain(text)).as(text).isEmpty();
        }
    }

    @Test
    void a_command_that_only_jumps_is_a_jump() {
        assertThat(JumpHost.ofCommand("ssh -W %h:%p -q -i \"/k/my key\" eva@gate"))
                .contains(
                        new JumpHost(
                                "gate",
                                Optional.of("eva"),
                                OptionalInt.empty(),
                                List.of("-i", "/k/my key")));
        assertThat(JumpHost.ofCommand("exec ssh -p 2222 gate -W [%h]:%p"))
                .contains(
                        new JumpHost(
                                "gate",
                                Optional.empty(),
                                OptionalInt.empty(),
                                List.of("-p", "2222")));
    }

    @Test
    void any_other_command_is_not() {
        for (String command :
                List.of(
                        "nc %h %p",
                        "ssh gate nc %h %p",
                        "ssh -W %h:%p gate; true",
                        "ssh -W db:22 gate",
                        "ssh -W %h:%p %r@gate",
                        "ssh -W %h:%p",
                        "ssh -W %h:%p \"gate",
                        "corkscrew proxy 8080 %h %p")) {
            assertThat(JumpHost.ofCommand(command)).as(command).isEmpty();
        }
    }
}
