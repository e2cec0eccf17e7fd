package dev.rappel.modules.tls;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ByteChannel;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom we trust and who we are when we speak TLS. */
public final class TlsClient {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final boolean checks;

    private TlsClient(SSLContext context, boolean checks) {
        this.context = context;
        this.checks = checks;
    }

    /**
     * @param trusted the certificates to trust; empty for those that Java trusts
     * @param own our own certificate, those that lead to its authority after it; empty for none
     * @param key of our own certificate
     * @param checks whether the server has to prove its name
     * @throws Failure of kind INVALID when these do not fit together
     */
    public static TlsClient of(
            List<X509Certificate> trusted,
            List<X509Certificate> own,
            Optional<PrivateKey> key,
            boolean checks)
            throws Failure {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(own, key), trust(trusted, checks), null);
            return new TlsClient(context, checks);
        } catch (GeneralSecurityException | IOException e) {
            throw Failure.of(Failure.Kind.INVALID, "cannot speak TLS with these certificates")
                    .why(String.valueOf(e.getMessage()))
                    .help("check that key and certificate belong together")
                    .cause(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static KeyManager[] keys(List<X509Certificate> own, Optional<PrivateKey> key)
            throws GeneralSecurityException, IOException {
        if (own.isEmpty() || key.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = empty();
        store.setKeyEntry("own", key.get(), NO_PASSWORD, own.toArray(Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> trusted, boolean checks)
            throws GeneralSecurityException, IOException {
        if (!checks) {
            return new TrustManager[] {new Anybody()};
        }
        KeyStore store = null;
        if (!trusted.isEmpty()) {
            store = empty();
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("trusted" + i, trusted.get(i));
            }
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /**
     * Speaks TLS over a connection.
     *
     * @param name the server's name or address, which its certificate must hold
     */
    public TlsChannel over(ByteChannel raw, String name, int port) throws IOException {
        SSLEngine engine = context.createSSLEngine(name, port);
        engine.setUseClientMode(true);
        if (checks) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return TlsChannel.over(raw, engine);
    }

    /** Trusts whoever answers, as the playbook's author asked. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
