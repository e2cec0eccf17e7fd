package dev.rappel.modules.probe;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
import java.util.Optional;

/** What {@code wait_for} is given; Ansible's names where the meaning is Ansible's. */
@OnlyOne(
        value = {"port", "path"},
        required = true)
public record WaitForArguments(
        @Doc("Whose port, as the task's host sees it.") @Default("127.0.0.1") @Example("10.0.0.7")
                String host,
        @Doc("A TCP port, 1 to 65535.") @Example("8080") Optional<Integer> port,
        @Doc("A file on the task's host.") @Example("/run/app/ready") Optional<String> path,
        @Doc(
                        "`started` and `present`: the port accepts a connection, the file is there."
                                + " `stopped` and `absent`: neither.")
                @Default("started")
                State state,
        @Doc("A regular expression that the port's first words or the file must match.")
                @Example("^ready")
                Optional<String> searchRegex,
        @Doc("How long to wait before the task fails, in seconds.") @Default("300") @Example("30")
                int timeout,
        @Doc("How long to wait before the first look, in seconds.") @Default("0") @Example("2")
                int delay,
        @Doc("How long one connection may take, in seconds.") @Default("5") @Example("1")
                int connectTimeout) {

    /** What is waited for. */
    public enum State {
        STARTED,
        PRESENT,
        STOPPED,
        ABSENT
    }
}
