package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Nodes;
import dev.rappel.engine.value.Value;

/** A value whose text means what it would mean in a file, braces included. */
final class AsNode {
    private AsNode() {}

    static Node withTemplates(Value value, Span place) {
        return Nodes.replace(
                Nodes.of(value, place),
                s -> new Node.Scalar(s.text(), s.style(), s.secret(), false, s.span()));
    }
}
