package dev.rappel.cli.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar anew with its classes in the format of Java 8. The virtual machine keeps no class of
 * an older format ready, and picocli is compiled for Java 5: each command would read and verify a
 * hundred and eighty classes of it, a tenth of a second long. Nothing else is changed; the frames
 * that the newer format wants are worked out from the code, and every class is verified here.
 */
final class Renewal {
    private static final int JAVA_8 = 52;

    private final ClassFile classes;

    private Renewal(ClassLoader loader) {
        classes =
                ClassFile.of(
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(loader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /**
     * @param args the jar, and where the new one goes
     */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
                InputStream bytes = Files.newInputStream(from);
                ZipInputStream in = new ZipInputStream(bytes);
                ZipOutputStream out =
                        new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            Renewal renewal = new Renewal(loader);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? renewal.renewed(content) : content);
            }
        }
    }

    private byte[] renewed(byte[] bytes) throws IOException {
        ClassModel model = classes.parse(bytes);
        if (model.majorVersion() >= JAVA_8) {
            return bytes;
        }
        byte[] made =
                classes.transformClass(
                        model,
                        (to, element) -> {
                            switch (element) {
                                case ClassFileVersion _ -> to.withVersion(JAVA_8, 0);
                                case MethodModel method when method.code().isPresent() ->
                                        to.transformMethod(
                                                method,
                                                MethodTransform.transformingCode(
                                                        (code, part) -> code.with(part)));
                                default -> to.with(element);
                            }
                        });
        var wrong = classes.verify(made);
        if (!wrong.isEmpty()) {
            throw new IOException(
                    model.thisClass().asInternalName() + ": " + wrong.getFirst().getMessage());
        }
        return made;
    }
}
