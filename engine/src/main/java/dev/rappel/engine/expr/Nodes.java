package dev.rappel.engine.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Going through CEL's syntax trees. */
final class Nodes {
    private Nodes() {}

    /** Each node once, outer before inner. */
    static void each(CelExpr node, Consumer<CelExpr> action) {
        action.accept(node);
        children(node).forEach(child -> each(child, action));
    }

    private static List<CelExpr> children(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case SELECT -> List.of(node.select().operand());
            case CALL -> {
                var all = new java.util.ArrayList<CelExpr>();
                node.call().target().ifPresent(all::add);
                all.addAll(node.call().args());
                yield all;
            }
            case LIST -> node.list().elements();
            case MAP -> {
                var all = new java.util.ArrayList<CelExpr>();
                node.map()
                        .entries()
                        .forEach(e -> {
                            all.add(e.key());
                            all.add(e.value());
                        });
                yield all;
            }
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = node.comprehension();
                yield List.of(
                        loop.iterRange(),
                        loop.accuInit(),
                        loop.loopCondition(),
                        loop.loopStep(),
                        loop.result());
            }
            case STRUCT, IDENT, CONSTANT, NOT_SET -> List.of();
        };
    }

    static Optional<CelConstant> constant(CelExpr node) {
        return node.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                ? Optional.of(node.constant())
                : Optional.empty();
    }

    /** {@code a.b.c} for a name with fields; empty for anything else. */
    static Optional<String> path(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case IDENT -> Optional.of(node.ident().name());
            case SELECT ->
                    node.select().testOnly()
                            ? Optional.empty()
                            : path(node.select().operand())
                                    .map(p -> p + "." + node.select().field());
            default -> Optional.empty();
        };
    }
}
