package org.ckptimage.benchmarks.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/generate.sh}: writes an image by hand. */
@Command(
        name = "generate.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Writes a valid image of any size. The same options make the same bytes.")
public final class Generate implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int INPUT_OUTPUT = 3;

    @Parameters(paramLabel = "OUT", description = "The file to write; overwritten if it is there.")
    private Path target;

    @Mixin
    private ImageSpec spec = new ImageSpec();

    private Generate() {}

    /** Runs the command. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Generate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() {
        try {
            ImageGenerator.write(spec, target);
            System.out.println(target + ": " + Files.size(target) + " bytes, " + spec.pages() + " pages made");
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("generate.sh: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            System.err.println("generate.sh: cannot write " + target + ": " + e.getMessage());
            return INPUT_OUTPUT;
        }
    }
}
