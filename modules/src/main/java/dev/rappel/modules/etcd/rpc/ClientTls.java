package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.text.Failure;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Whom a client trusts and who it is.
 *
 * @param trusted authorities, or the very certificates of members
 * @param own the client's own certificate; empty where members ask for none
 */
public record ClientTls(List<X509Certificate> trusted, Optional<Own> own) {
    public ClientTls {
        trusted = List.copyOf(trusted);
    }

    /** A certificate with those that lead to its authority, and its key. */
    public record Own(List<X509Certificate> chain, PrivateKey key) {
        public Own {
            chain = List.copyOf(chain);
        }

        @Override
        public String toString() {
            return "a client certificate";
        }
    }

    SslContext forGrpc() throws Failure {
        return build(GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK));
    }

    SslContext forHttp() throws Failure {
        return build(SslContextBuilder.forClient().sslProvider(SslProvider.JDK));
    }

    private SslContext build(SslContextBuilder builder) throws Failure {
        builder.trustManager(trusted.toArray(X509Certificate[]::new));
        // The key is only in memory: PKCS#12, the default, would encrypt it there with ten thousand
        // rounds for each connection.
        builder.keyStoreType("JKS");
        own.ifPresent(o -> builder.keyManager(o.key, o.chain.toArray(X509Certificate[]::new)));
        try {
            return builder.build();
        } catch (SSLException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot speak TLS with these certificates")
                    .why(String.valueOf(e.getMessage()))
                    .help("check that key and certificate belong together");
        }
    }
}
