package dev.rappel.engine.ssh;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SSHJ asks for key factories by the name "ECDSA"; the JDK has them as "EC" only. */
final class EcdsaName extends Provider {
    private static final long serialVersionUID = 1L;

    EcdsaName() {
        super("RappelEcdsaName", "1", "KeyFactory EC by the name ECDSA");
        putService(new Named(this));
    }

    private static final class Named extends Service {
        Named(Provider provider) {
            super(provider, "KeyFactory", "ECDSA", EcdsaName.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            Provider jdk = Security.getProvider("SunEC");
            if (jdk == null) {
                throw new NoSuchAlgorithmException("this Java has no elliptic curves (SunEC)");
            }
            return jdk.getService("KeyFactory", "EC").newInstance(parameter);
        }
    }
}
