package dev.rappel.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.rappel.engine.text.Secrets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** What libraries and rooms log during a run, in a file of the run; secrets are masked. */
final class DebugLog implements AutoCloseable {
    private final FileAppender<ILoggingEvent> appender;

    private DebugLog(FileAppender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    static DebugLog open(Path file, Secrets secrets) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("logging is not done by logback");
        }
        PatternLayout layout =
                new PatternLayout() {
                    @Override
                    public String doLayout(ILoggingEvent event) {
                        return secrets.mask(super.doLayout(event));
                    }
                };
        layout.setContext(context);
        layout.setPattern(
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{30} [%thread] %msg%n%ex");
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("run");
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.DEBUG);
        root.addAppender(appender);
        // They would tell every packet, and know nothing that a failure of ours does not say.
        context.getLogger("net.schmizz").setLevel(Level.OFF);
        context.getLogger("com.hierynomus").setLevel(Level.OFF);
        context.getLogger("io.netty").setLevel(Level.INFO);
        context.getLogger("io.grpc").setLevel(Level.INFO);
        return new DebugLog(appender);
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.OFF);
            root.detachAppender(appender);
        }
        appender.stop();
    }
}
