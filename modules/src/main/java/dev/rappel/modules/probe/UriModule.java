package dev.rappel.modules.probe;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks an address, from the task's host. What only asks is asked while looking, so that a plan
 * knows the answer too; what changes something is sent once.
 */
public final class UriModule implements Reading<UriArguments, UriSight> {
    @Override
    public ModuleSpec<UriArguments> spec() {
        return ProbeSpecs.URI;
    }

    @Override
    public Observation<UriSight> observe(Call<UriArguments> call) {
        if (call.done().isPresent()) {
            return new Observation.Known<>(UriSight.given(call.done().get()));
        }
        if (!call.args().asks()) {
            return new Observation.Known<>(
                    UriSight.silent(call.args().url(), "it is not sent yet", Duration.ZERO));
        }
        return new Observation.Direct<>(host -> ask(host, call));
    }

    @Override
    public Change<UriSight> diff(UriSight state, Call<UriArguments> call) {
        UriArguments args = call.args();
        if (args.statusCode().contains(state.status())) {
            return new Change.None<>();
        }
        Act act =
                args.asks()
                        ? Act.quiet(Act.Kind.CHECK, subject(call), "answers " + wanted(args))
                        : Act.quiet(Act.Kind.CHANGE, subject(call), args.method());
        UriSight promised =
                new UriSight(
                        args.statusCode().getFirst(), state.result(), Optional.empty(), List.of());
        return new Change.Some<>(
                List.of(act), promised, Set.of("status", "content", "json", "url", "elapsed"));
    }

    @Override
    public Value.Fields act(HostAccess host, Call<UriArguments> call, Act act)
            throws Failure, InterruptedException {
        UriSight sight = ask(host, call);
        if (call.args().statusCode().contains(sight.status())) {
            return sight.result();
        }
        Failure failure =
                Failure.of(
                        Failure.Kind.FAILED,
                        sight.status() < 0
                                ? subject(call) + " gives no answer"
                                : subject(call) + " answers " + sight.status());
        throw failure.why(sight.trouble().orElse(wanted(call.args()) + " is wanted"))
                .help(
                        sight.status() < 0
                                ? "see that the service runs; `until`, `retries` and `delay` wait for it"
                                : "see the service's own log, or say in `status_code` what is well")
                .evidence(call.secret().isEmpty() ? sight.shown() : List.of());
    }

    private static UriSight ask(HostAccess host, Call<UriArguments> call)
            throws Failure, InterruptedException {
        UriArguments args = call.args();
        long start = System.nanoTime();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (args.body().isPresent() && args.bodyFormat() == UriArguments.BodyFormat.JSON) {
            headers.put("Content-Type", "application/json");
        }
        headers.putAll(args.headers());
        HttpClient.Request request =
                new HttpClient.Request(
                        args.method(), headers, body(args), Set.copyOf(args.statusCode()));
        try {
            HttpClient client =
                    new HttpClient(host, () -> UriTls.of(call), Duration.ofSeconds(args.timeout()));
            HttpClient.Answered answered = client.ask(Target.of(args.url()), request);
            return UriSight.answered(answered, args, since(start));
        } catch (IOException e) {
            return UriSight.silent(args.url(), String.valueOf(e.getMessage()), since(start));
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.FAILED) {
                throw failure;
            }
            return UriSight.silent(args.url(), failure.getMessage(), since(start));
        }
    }

    private static String body(UriArguments args) {
        Value body = args.body().orElse(new Value.Text(""));
        Value open = body instanceof Value.Secret hidden ? hidden.reveal() : body;
        // A text is sent as it is also where JSON is meant: it is JSON already then.
        return switch (open) {
            case Value.Text(String text) -> text;
            case Value _ when args.bodyFormat() == UriArguments.BodyFormat.JSON ->
                    JsonText.write(open);
            case Value.Scalar scalar -> scalar.written();
            default -> "";
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String subject(Call<UriArguments> call) {
        return call.secret().contains("url") ? "an address" : call.args().url();
    }

    private static String wanted(UriArguments args) {
        return args.statusCode().stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    @Override
    public Undo wayBack(UriSight before, Call<UriArguments> call, Change.Some<UriSight> change) {
        return call.args().asks()
                ? new Undo.Nothing()
                : new Undo.Impossible(
                        "what a "
                                + call.args().method()
                                + " did is not known, so it cannot be taken back");
    }

    @Override
    public Value.Fields result(UriSight state, Call<UriArguments> call) {
        return state.result();
    }
}
