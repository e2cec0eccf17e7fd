package dev.rappel.engine.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * A run where there is no terminal: what has happened, line by line, hosts side by side in their
 * order, and what is waited for each time it becomes something else.
 */
public final class PlainView implements Listener {
    private final EventText text;
    private final Paper paper;
    private final PrintWriter out;
    private final InOrder order = new InOrder();
    private final Map<Event.Spot, String> said = new HashMap<>();

    public PlainView(Paper paper, boolean all, PrintWriter out) {
        this.text = new EventText(paper, all);
        this.paper = paper;
        this.out = out;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Says(var _, Event.Spot spot, String what) -> says(spot, what);
            case Event.TaskEnded ended -> said.remove(ended.spot());
            case Event.TaskFailed failed -> said.remove(failed.spot());
            default -> {}
        }
        order.lines(event, text.lines(event)).forEach(out::println);
        out.flush();
    }

    /** The same words with other numbers are the same thing a moment later. */
    private void says(Event.Spot spot, String what) {
        String words = what.replaceAll("[0-9]+", "");
        if (!words.equals(said.put(spot, words))) {
            out.println(
                    paper.line("   ▸ " + spot.host() + "  " + spot.title() + ": " + what)
                            .indent(3)
                            .stripTrailing());
        }
    }
}
