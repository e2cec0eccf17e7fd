package dev.rappel.modules.probe;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What the modules that talk to what listens on a host declare. */
public final class ProbeSpecs {
    private ProbeSpecs() {}

    public static final ModuleSpec<WaitForArguments> WAIT_FOR =
            ModuleSpec.of(
                            "wait_for",
                            WaitForArguments.class,
                            """
                            A port accepts connections or a file is there, or neither. It is looked at until it \
                            is so, at least twenty times a second.\
                            """,
                            """
                            - name: The service answers
                              wait_for:
                                port: 8080
                                timeout: 30
                            """)
                    .results(
                            new Fact(
                                    "elapsed",
                                    Type.Simple.DECIMAL,
                                    "How long it took, in seconds."),
                            new Fact("state", Type.Simple.TEXT, "What was waited for."));

    public static final ModuleSpec<UriArguments> URI =
            ModuleSpec.of(
                            "uri",
                            UriArguments.class,
                            """
                            An address answers with one of these statuses. The request goes out from the task's \
                            host, through its SSH connection, and needs no program there.\
                            """,
                            """
                            - name: The service is healthy
                              uri:
                                url: http://127.0.0.1:8080/health
                                return_content: true
                              register: health
                              until: health.status == 200
                              retries: 20
                              delay: 1
                            """)
                    .results(
                            new Fact("status", Type.Simple.WHOLE, "The HTTP status."),
                            new Fact(
                                    "content",
                                    Type.Simple.TEXT,
                                    "The answer, with `return_content`."),
                            new Fact(
                                    "json",
                                    Type.Simple.ANY,
                                    "The answer, decoded, when it is JSON."),
                            new Fact("url", Type.Simple.TEXT, "The address in the end."),
                            new Fact(
                                    "elapsed",
                                    Type.Simple.DECIMAL,
                                    "How long it took, in seconds."));
}
