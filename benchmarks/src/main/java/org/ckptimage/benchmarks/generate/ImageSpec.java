package org.ckptimage.benchmarks.generate;

import java.util.List;
import picocli.CommandLine.Option;

/**
 * What is in a generated image. The same values make the same bytes. Counts are per task unless they say otherwise;
 * every task is a process with a file table and memory of its own, the first one the parent of the others.
 */
public final class ImageSpec {
    /** Bytes of a page; the images are those of an x86_64 kernel. */
    public static final int PAGE = 4096;
    /** Pages in a chunk as the kernel writes them. */
    public static final int KERNEL_CHUNK = 8192;

    @Option(names = "--size", description = "Bytes of all pages together: 64m, 4g. Default: ${DEFAULT-VALUE}")
    private String size = "0";

    @Option(names = "--tasks", description = "Processes. Default: ${DEFAULT-VALUE}")
    private int tasks = 1;

    @Option(names = "--files", description = "Open regular files of a task. Default: ${DEFAULT-VALUE}")
    private int files = 8;

    @Option(names = "--sockets", description = "Connected pairs of unix sockets of a task. Default: ${DEFAULT-VALUE}")
    private int sockets;

    @Option(names = "--messages", description = "Unread messages of a socket. Default: ${DEFAULT-VALUE}")
    private int messages = 2;

    @Option(names = "--epolls", description = "Epoll sets of a task. Default: ${DEFAULT-VALUE}")
    private int epolls;

    @Option(
            names = "--watches",
            description = "Sockets that an epoll set watches, at most all of its task. Default: ${DEFAULT-VALUE}")
    private int watches = 8;

    @Option(names = "--vmas", description = "Anonymous areas of a task. Default: ${DEFAULT-VALUE}")
    private int vmas = 4;

    @Option(names = "--chunk", description = "Most pages in a chunk. Default, as the kernel: ${DEFAULT-VALUE}")
    private int chunk = KERNEL_CHUNK;

    @Option(names = "--contents", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Contents contents = Contents.PATTERN;

    @Option(names = "--seed", description = "Where random contents begin. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    /** Bytes of all pages together, as 4096, 64m or 4g; not less than a page. */
    public ImageSpec size(String value) {
        size = value;
        return this;
    }

    /** Processes. */
    public ImageSpec tasks(int value) {
        tasks = value;
        return this;
    }

    /** Open regular files of a task: four records each. */
    public ImageSpec files(int value) {
        files = value;
        return this;
    }

    /** Connected pairs of unix sockets of a task. */
    public ImageSpec sockets(int value) {
        sockets = value;
        return this;
    }

    /** Unread messages of a socket. */
    public ImageSpec messages(int value) {
        messages = value;
        return this;
    }

    /** Epoll sets of a task. */
    public ImageSpec epolls(int value) {
        epolls = value;
        return this;
    }

    /** Anonymous areas of a task; the pages are spread over them evenly. */
    public ImageSpec vmas(int value) {
        vmas = value;
        return this;
    }

    /** Most pages in a chunk. */
    public ImageSpec chunk(int value) {
        chunk = value;
        return this;
    }

    /** What is in the pages. */
    public ImageSpec contents(Contents value) {
        contents = value;
        return this;
    }

    /** Where random contents begin. */
    public ImageSpec seed(long value) {
        seed = value;
        return this;
    }

    /** Pages of the image that are made, those of the real image not counted. */
    public long pages() {
        return Size.parse(size) / PAGE;
    }

    int tasks() {
        return tasks;
    }

    int files() {
        return files;
    }

    int sockets() {
        return sockets;
    }

    int messages() {
        return messages;
    }

    int epolls() {
        return epolls;
    }

    /** Sockets that an epoll set watches; nothing else here can be watched. */
    int watches() {
        return Math.min(watches, 2 * sockets);
    }

    int vmas() {
        return vmas;
    }

    int chunk() {
        return chunk;
    }

    Contents contents() {
        return contents;
    }

    long seed() {
        return seed;
    }

    /**
     * Checks that such an image can be.
     *
     * @throws IllegalArgumentException if not, and why
     */
    void validate() {
        atLeast(1, tasks, "--tasks");
        atLeast(0, Math.min(Math.min(files, sockets), Math.min(messages, epolls)), "every count");
        atLeast(1, Math.min(vmas, watches), "--vmas and --watches");
        atLeast(1, chunk, "--chunk");
        if (chunk > KERNEL_CHUNK) {
            throw new IllegalArgumentException("--chunk is at most " + KERNEL_CHUNK + ", not " + chunk);
        }
        pages();
    }

    private static void atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }

    /** The options of the generator's command for such an image. */
    public List<String> options() {
        return List.of(
                "--size=" + size,
                "--tasks=" + tasks,
                "--files=" + files,
                "--sockets=" + sockets,
                "--messages=" + messages,
                "--epolls=" + epolls,
                "--watches=" + watches,
                "--vmas=" + vmas,
                "--chunk=" + chunk,
                "--contents=" + contents,
                "--seed=" + seed);
    }

    /** All values, fit for a file's name. */
    @Override
    public String toString() {
        return String.join("", options()).replaceFirst("--", "");
    }
}
