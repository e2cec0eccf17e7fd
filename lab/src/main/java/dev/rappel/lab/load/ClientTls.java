package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** The TLS settings of all connections of one load client, read once from its files. */
final class ClientTls {
    private ClientTls() {}

    /**
     * @throws Failure INVALID when a file cannot be read or is not what it should be, or when key
     *     and certificate do not fit
     */
    static SslContext of(TlsFiles files) throws Failure {
        SslContextBuilder builder =
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                        .trustManager(
                                new PemFile(files.ca())
                                        .certificates()
                                        .toArray(X509Certificate[]::new));
        if (files.own().isPresent()) {
            var own = files.own().get();
            X509Certificate[] chain =
                    new PemFile(own.certificate()).certificates().toArray(X509Certificate[]::new);
            builder.keyManager(new PemFile(own.key()).privateKey(), chain);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot speak TLS with these files")
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }
}
