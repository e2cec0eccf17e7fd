package dev.rappel.engine.expr;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.Map;
import java.util.Optional;

/**
 * CEL as we speak it: the standard language with its macros, versions and sizes as types of their
 * own, an equality that refuses to compare different kinds, and limits on length and steps.
 *
 * <p>The parser, the checker's ground and the runtime are made once, at the first expression, which
 * costs about 0.4 s; after that an expression costs well under a millisecond.
 */
final class Dialect {
    /** Longer expressions are refused; nobody could read them. */
    static final int MAX_LENGTH = 4000;

    /** Steps of comprehensions in one evaluation, all nested ones counted together. */
    static final int MAX_STEPS = 100_000;

    private static final ImmutableMap<String, CelType> OWN_TYPES =
            ImmutableMap.of(
                    VersionValue.TYPE.name(),
                    StructType.create(
                            VersionValue.TYPE.name(),
                            ImmutableSet.of("major", "minor", "patch"),
                            _ -> Optional.of(SimpleType.INT)),
                    SizeValue.TYPE.name(),
                    StructType.create(
                            SizeValue.TYPE.name(),
                            ImmutableSet.of("bytes"),
                            _ -> Optional.of(SimpleType.INT)));

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxParseRecursionDepth(100)
                    .comprehensionMaxIterations(MAX_STEPS)
                    .maxRegexProgramSize(10_000)
                    .build();

    private final CelCompiler ground;
    private final CelRuntime runtime;

    private Dialect() {
        ground = ground();
        runtime = runtime();
    }

    private static final class Only {
        static final Dialect DIALECT = new Dialect();
    }

    /** The one dialect; it has no state, and is made when first asked for. */
    static Dialect get() {
        return Only.DIALECT;
    }

    CelValidationResult parse(String text) {
        return ground.parse(text);
    }

    /**
     * Checks a parsed expression.
     *
     * @param names the type of each name that it uses
     * @param structs the structures which those types refer to, by name
     */
    CelValidationResult check(
            CelAbstractSyntaxTree parsed,
            Map<String, CelType> names,
            Map<String, CelType> structs) {
        var builder = ground.toCompilerBuilder();
        if (!structs.isEmpty()) {
            builder.setTypeProvider(
                    new Types(
                            ImmutableMap.<String, CelType>builder()
                                    .putAll(OWN_TYPES)
                                    .putAll(structs)
                                    .buildOrThrow()));
        }
        names.forEach(builder::addVar);
        return builder.build().check(parsed);
    }

    CelRuntime.Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return runtime.createProgram(checked);
    }

    private static CelCompiler ground() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new Types(OWN_TYPES))
                .addFunctionDeclarations(
                        global("version", "text_to_version", VersionValue.TYPE, SimpleType.STRING),
                        global("filesize", "text_to_size", SizeValue.TYPE, SimpleType.STRING),
                        global("string", "version_to_text", SimpleType.STRING, VersionValue.TYPE),
                        global("string", "size_to_text", SimpleType.STRING, SizeValue.TYPE),
                        comparison("_<_", "less"),
                        comparison("_<=_", "less_equals"),
                        comparison("_>_", "greater"),
                        comparison("_>=_", "greater_equals"))
                .build();
    }

    private static CelFunctionDecl global(
            String name, String id, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(id, result, arguments));
    }

    private static CelFunctionDecl comparison(String operator, String id) {
        return CelFunctionDecl.newFunctionDeclaration(
                operator,
                CelOverloadDecl.newGlobalOverload(
                        id + "_version", SimpleType.BOOL, VersionValue.TYPE, VersionValue.TYPE),
                CelOverloadDecl.newGlobalOverload(
                        id + "_size", SimpleType.BOOL, SizeValue.TYPE, SizeValue.TYPE));
    }

    private static CelRuntime runtime() {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setTypeProvider(new Types(OWN_TYPES))
                .setStandardFunctions(
                        CelStandardFunctions.newBuilder()
                                .excludeFunctions(
                                        StandardFunction.EQUALS,
                                        StandardFunction.NOT_EQUALS,
                                        StandardFunction.IN,
                                        StandardFunction.DURATION)
                                .build())
                .addFunctionBindings(Functions.all())
                .build();
    }

    /** Types by name; ours begin with {@code @}, which no expression can spell. */
    private static final class Types implements CelTypeProvider {
        private final ImmutableMap<String, CelType> byName;

        Types(ImmutableMap<String, CelType> byName) {
            this.byName = byName;
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(byName.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
