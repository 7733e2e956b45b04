package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableSortedMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Something to be done to an image. A value; what it means for an image, a plan says. */
public sealed interface Edit {

    /**
     * Close one descriptor. The file goes with it if nothing else refers to it.
     *
     * @param pid the process
     * @param descriptor its descriptor
     */
    record CloseDescriptor(int pid, int descriptor) implements Edit {

        /** @throws IllegalArgumentException if one of them is negative */
        public CloseDescriptor {
            Numbers.notNegative("pid", pid);
            Numbers.notNegative("descriptor", descriptor);
        }
    }

    /**
     * Delete open files: all their descriptors in all tasks, their watches, the files themselves.
     *
     * @param files which
     * @param mapped what to do with files that are mapped
     */
    record DeleteFiles(FileSelector files, MappedFiles mapped) implements Edit {

        /** Takes what must be there. */
        public DeleteFiles {
            checkNotNull(files, "files");
            checkNotNull(mapped, "mapped");
        }
    }

    /**
     * Put another file in the place of open files, under the same descriptors.
     *
     * @param files which
     * @param replacement what takes their place
     * @param mapped what to do with files that are mapped
     */
    record ReplaceFiles(FileSelector files, Replacement replacement, MappedFiles mapped) implements Edit {

        /** Takes what must be there. */
        public ReplaceFiles {
            checkNotNull(files, "files");
            checkNotNull(replacement, "replacement");
            checkNotNull(mapped, "mapped");
        }
    }

    /**
     * Delete open files, to be replaced after the restart by a descriptor of whoever restarts: see {@link HandOver}.
     *
     * @param files which
     * @param descriptor what takes their place
     */
    record SubstituteFiles(FileSelector files, InheritedDescriptor descriptor) implements Edit {

        /** Takes what must be there. */
        public SubstituteFiles {
            checkNotNull(files, "files");
            checkNotNull(descriptor, "descriptor");
        }
    }

    /**
     * Have files reopened by a path that names a descriptor of another process, as {@code /proc/400/fd/0}. Only what
     * can be reopened that way: regular files, directories, devices, FIFOs and terminals.
     *
     * @param files which
     * @param path what the kernel opens in their place
     */
    record SubstituteByPath(FileSelector files, String path) implements Edit {

        /** @throws IllegalArgumentException if a path does not begin with a slash, or is longer than 4095 bytes */
        public SubstituteByPath {
            checkNotNull(files, "files");
            path = PathText.check(path);
        }
    }

    /**
     * Replace the beginning of paths: of files, mappings, executables, working directories, roots and unix sockets.
     *
     * @param from a path, as {@code /scratch/old}; whole names only
     * @param to what stands there instead
     */
    record Relocate(String from, String to) implements Edit {

        /** @throws IllegalArgumentException if a path does not begin with a slash, or is longer than 4095 bytes */
        public Relocate {
            checkNotNull(from, "from");
            checkNotNull(to, "to");
            from = PathText.check(from);
            to = PathText.check(to);
        }
    }

    /**
     * Set the position of open files.
     *
     * @param files which files
     * @param position in bytes
     */
    record SetPosition(FileSelector files, long position) implements Edit {

        /**
         * Takes what makes sense.
         *
         * @throws IllegalArgumentException if the position is negative
         */
        public SetPosition {
            checkNotNull(files, "files");
            Numbers.notNegative("position", position);
        }
    }

    /**
     * Set the open flags of files; how they are accessed stays.
     *
     * @param files which files
     * @param flags names such as {@code O_APPEND}
     */
    record SetFlags(FileSelector files, Set<String> flags) implements Edit {

        /**
         * Takes a copy of the names.
         *
         * @throws IllegalArgumentException if one of them is no name of an open flag, or of one for creating a file
         */
        public SetFlags {
            checkNotNull(files, "files");
            checkNotNull(flags, "flags");
            flags = OpenFlags.checked(flags);
        }
    }

    /**
     * Set whether exec closes a descriptor.
     *
     * @param pid the process
     * @param descriptor its descriptor
     * @param closeOnExec whether exec closes it
     */
    record SetCloseOnExec(int pid, int descriptor, boolean closeOnExec) implements Edit {

        /** @throws IllegalArgumentException if one of the numbers is negative */
        public SetCloseOnExec {
            Numbers.notNegative("pid", pid);
            Numbers.notNegative("descriptor", descriptor);
        }
    }

    /**
     * Set the working directory of a process, for all that share it.
     *
     * @param pid the process
     * @param path the directory; what a restart opens
     */
    record SetCwd(int pid, String path) implements Edit {

        /** @throws IllegalArgumentException if a path does not begin with a slash, or is longer than 4095 bytes */
        public SetCwd {
            Numbers.notNegative("pid", pid);
            path = PathText.check(path);
        }
    }

    /**
     * Set the root directory of a process, for all that share it.
     *
     * @param pid the process
     * @param path the directory; what a restart opens
     */
    record SetRoot(int pid, String path) implements Edit {

        /** @throws IllegalArgumentException if a path does not begin with a slash, or is longer than 4095 bytes */
        public SetRoot {
            Numbers.notNegative("pid", pid);
            path = PathText.check(path);
        }
    }

    /** Remove all security labels, so that the image suits a machine with another security module. */
    record DropLabels() implements Edit {}

    /**
     * Remove what sockets have received and not read.
     *
     * @param files which files
     */
    record DropSocketQueues(FileSelector files) implements Edit {

        /** Takes what must be there. */
        public DropSocketQueues {
            checkNotNull(files, "files");
        }
    }

    /**
     * Drop a task, with everything that it alone has; its children become children of the root task.
     *
     * @param pid the process
     */
    record DropTask(int pid) implements Edit {

        /** @throws IllegalArgumentException if it is negative */
        public DropTask {
            Numbers.notNegative("pid", pid);
        }
    }

    /**
     * Give all shared objects new numbers, consecutive in the order of their definitions; done after all other edits,
     * so that these may use the image's own numbers. No task sees object numbers.
     *
     * @param first the lowest number, above 0
     */
    record Renumber(int first) implements Edit {

        /** @throws IllegalArgumentException if the number is none that an object can have */
        public Renumber {
            if (first <= 0) {
                throw new IllegalArgumentException("object numbers begin at 1, not at " + first);
            }
        }
    }

    /**
     * Give single objects new numbers, after all other edits; see {@link RewritePlan#renumbered} for the way back.
     *
     * @param numbers the number that an object has, and the one that it gets; what is not named keeps its own
     */
    record RenumberBy(Map<Integer, Integer> numbers) implements Edit {

        /**
         * Takes a copy.
         *
         * @throws IllegalArgumentException if a number is none that an object can have, or given twice
         */
        public RenumberBy {
            checkNotNull(numbers, "numbers");
            numbers = ImmutableSortedMap.copyOf(numbers);
            Set<Integer> given = new HashSet<>();
            numbers.forEach((old, renewed) -> {
                if (old <= 0 || renewed <= 0) {
                    throw new IllegalArgumentException("object numbers begin at 1: " + old + "=" + renewed);
                }
                if (!given.add(renewed)) {
                    throw new IllegalArgumentException("two objects would get the number " + renewed);
                }
            });
        }
    }
}
