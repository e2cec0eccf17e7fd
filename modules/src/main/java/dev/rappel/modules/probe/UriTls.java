package dev.rappel.modules.probe;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.tls.Pem;
import dev.rappel.modules.tls.TlsClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The certificates of a task, read from this machine when they are needed. */
final class UriTls {
    private UriTls() {}

    static TlsClient of(Call<UriArguments> call) throws Failure {
        Optional<Pem> trusted = pem(call, "ca_path");
        Optional<Pem> own = pem(call, "client_cert");
        Optional<Pem> key = pem(call, "client_key").or(() -> own);
        List<X509Certificate> none = List.of();
        Optional<PrivateKey> secret =
                key.isPresent() ? Optional.of(key.get().privateKey()) : Optional.empty();
        return TlsClient.of(
                trusted.isPresent() ? trusted.get().certificates() : none,
                own.isPresent() ? own.get().certificates() : none,
                secret,
                call.args().validateCerts());
    }

    private static Optional<Pem> pem(Call<UriArguments> call, String argument) throws Failure {
        Content content = call.contents().get(argument);
        return switch (content) {
            case null -> Optional.empty();
            case Content.Local(Path file, String _, long _) -> {
                try {
                    yield Optional.of(new Pem(file.toString(), Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw Failure.of(Failure.Kind.INVALID, "cannot read " + file)
                            .why(String.valueOf(e.getMessage()));
                }
            }
            case Content.Inline(Value text, String _, long _) -> {
                Value open = text instanceof Value.Secret hidden ? hidden.reveal() : text;
                String words = open instanceof Value.Scalar scalar ? scalar.written() : "";
                yield Optional.of(new Pem(argument, words.getBytes(StandardCharsets.UTF_8)));
            }
        };
    }
}
