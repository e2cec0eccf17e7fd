package dev.rappel.engine.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Logs in with one key: asks whether it would do, and signs only then. Each key is tried with one
 * algorithm, because a server counts every try.
 */
final class KeyLogin extends AbstractAuthMethod {
    private final Credential credential;

    KeyLogin(Credential credential) {
        super("publickey");
        this.credential = credential;
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] data =
                new Buffer.PlainBuffer()
                        .putString(params.getTransport().getSessionID())
                        .putBuffer(request)
                        .getCompactData();
        try {
            params.getTransport().write(request.putBytes(credential.signer().sign(data)));
        } catch (TransportException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UserAuthException("cannot sign with " + credential.name(), e);
        }
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(credential.algorithm())
                .putString(credential.shown().bytes());
    }
}
