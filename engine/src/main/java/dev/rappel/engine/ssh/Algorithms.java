package dev.rappel.engine.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.Security;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** What we speak: one configuration of SSHJ for all connections of a run. */
final class Algorithms {
    private Algorithms() {}

    /**
     * Makes it; several hundred milliseconds the first time in a process.
     *
     * <p>Bouncy Castle stays out: its AES is four times as slow as the one of the JDK. AES-GCM
     * comes first because processors do it; nothing with SHA-1 is offered.
     */
    static Config offered() {
        SecurityUtils.setRegisterBouncyCastle(false);
        // Does nothing when it is there already.
        Security.addProvider(new EcdsaName());
        DefaultConfig config = new DefaultConfig();
        config.setLoggerFactory(SILENT);
        config.setVersion("Rappel");
        config.setKeyExchangeFactories(
                List.of(
                        new Curve25519SHA256.Factory(),
                        new Curve25519SHA256.FactoryLibSsh(),
                        new ECDHNistP.Factory256(),
                        new ECDHNistP.Factory384(),
                        new ECDHNistP.Factory521(),
                        DHGroups.Group16SHA512(),
                        DHGroups.Group18SHA512(),
                        DHGroups.Group14SHA256(),
                        new DHGexSHA256.Factory()));
        config.setCipherFactories(
                List.of(
                        GcmCiphers.AES128GCM(),
                        GcmCiphers.AES256GCM(),
                        BlockCiphers.AES128CTR(),
                        BlockCiphers.AES256CTR(),
                        ChachaPolyCiphers.CHACHA_POLY_OPENSSH()));
        config.setMACFactories(
                List.of(
                        Macs.HMACSHA2256Etm(),
                        Macs.HMACSHA2512Etm(),
                        Macs.HMACSHA2256(),
                        Macs.HMACSHA2512()));
        config.setKeyAlgorithms(
                List.of(
                        KeyAlgorithms.EdDSA25519(),
                        KeyAlgorithms.ECDSASHANistp256(),
                        KeyAlgorithms.ECDSASHANistp384(),
                        KeyAlgorithms.ECDSASHANistp521(),
                        KeyAlgorithms.RSASHA512(),
                        KeyAlgorithms.RSASHA256(),
                        KeyAlgorithms.EdDSA25519CertV01(),
                        KeyAlgorithms.ECDSASHANistp256CertV01(),
                        KeyAlgorithms.ECDSASHANistp384CertV01(),
                        KeyAlgorithms.ECDSASHANistp521CertV01()));
        // Certificates are checked by HostKeyCheck, which also looks at their type.
        config.setVerifyHostKeyCertificates(false);
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** SSHJ logs each failure again, with a stack trace; all that we need is in the exception. */
    private static final LoggerFactory SILENT =
            new LoggerFactory() {
                @Override
                public Logger getLogger(String name) {
                    return NOPLogger.NOP_LOGGER;
                }

                @Override
                public Logger getLogger(Class<?> type) {
                    return NOPLogger.NOP_LOGGER;
                }
            };
}
