package org.ckptimage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users of the library can see is documented: each public type, method and constructor has a comment, each
 * component of a record and each declared exception is explained, and each package has a page. The build's doclint sees
 * to it that what is written is well-formed and refers to what exists; its own rule for what is missing would want a
 * tag for what the first sentence has said.
 */
class JavadocTest {
    private static final Path TREE =
            Path.of(System.getProperty("ckpt.testdata")).getParent();

    @ParameterizedTest
    @ValueSource(strings = {"image-core", "image-rewrite", "image-json"})
    void everythingPublicIsDocumented(String module) throws IOException {
        List<Path> sources = sources(module);
        assertThat(sources).isNotEmpty();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(docs, unit, missing).scan(new TreePath(unit), null);
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-core", "image-rewrite", "image-json", "image-cli"})
    void everyPackageHasAPage(String module) throws IOException {
        Set<Path> packages = sources(module).stream().map(Path::getParent).collect(Collectors.toSet());
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .startsWith("/**"));
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(TREE.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Walks over what is public all the way up. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final CompilationUnitTree unit;
        private final List<String> missing;

        Scanner(DocTrees docs, CompilationUnitTree unit, List<String> missing) {
            this.docs = docs;
            this.unit = unit;
            this.missing = missing;
        }

        private DocCommentTree comment() {
            return docs.getDocCommentTree(getCurrentPath());
        }

        private void report(Tree tree, String what) {
            long line =
                    unit.getLineMap().getLineNumber(docs.getSourcePositions().getStartPosition(unit, tree));
            missing.add(TREE.relativize(Path.of(unit.getSourceFile().toUri())) + ":" + line + ": " + what);
        }

        private boolean inInterface() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
                    && outer.getKind() == Tree.Kind.INTERFACE;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (!tree.getModifiers().getFlags().contains(Modifier.PUBLIC) && !inInterface()) {
                return null;
            }
            DocCommentTree comment = comment();
            if (comment == null) {
                report(tree, tree.getSimpleName() + " has no comment");
            }
            if (tree.getKind() == Tree.Kind.RECORD && comment != null) {
                Set<String> explained = parameters(comment);
                components(tree)
                        .filter(name -> !explained.contains(name))
                        .forEach(name -> report(tree, "the component " + name + " is not explained"));
            }
            return super.visitClass(tree, nothing);
        }

        /** In the tree of a record, its components are the fields that are not static. */
        private static Stream<String> components(ClassTree tree) {
            return tree.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(field -> field.getName().toString());
        }

        private static Set<String> parameters(DocCommentTree comment) {
            return comment.getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(tag -> ((ParamTree) tag).getName().toString())
                    .collect(Collectors.toSet());
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            boolean isPublic = tree.getModifiers().getFlags().contains(Modifier.PUBLIC) || inInterface();
            boolean overrides = tree.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (!isPublic || overrides || isCompactConstructor(tree)) {
                return null;
            }
            DocCommentTree comment = comment();
            if (comment == null) {
                report(tree, tree.getName() + " has no comment");
            } else if (!tree.getThrows().isEmpty()
                    && !comment.toString().startsWith("As {@link")
                    && comment.getBlockTags().stream().noneMatch(tag -> tag.getKind() == DocTree.Kind.THROWS)) {
                report(tree, tree.getName() + " does not say when it throws");
            }
            return null;
        }

        /** The components' comments are its own. */
        private boolean isCompactConstructor(MethodTree tree) {
            return tree.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
        }

        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            boolean isConstant = tree.getModifiers().getFlags().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC));
            boolean ofEnum = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.ENUM;
            // The constants of enums have the names of the format, which its documentation explains.
            if (isConstant && !ofEnum && comment() == null) {
                report(tree, tree.getName() + " has no comment");
            }
            return null;
        }
    }
}
