/**
 * Two images compared by meaning: what a restart would make of them, not bytes or object numbers. Start at {@link
 * org.ckptimage.compare.Comparison}; {@code ckpt diff} and the tests of rewriting stand on it.
 *
 * <h2>What belongs together</h2>
 *
 * Tasks by their pids; then, from the tasks down, whatever both images hold at the same place: descriptors by number,
 * areas of memory by their first address, IPC objects by id. The two objects found at such a place are each other's
 * counterparts ({@code Links}), and every other place that names one of them has to name the other one, too. So it does
 * not matter which numbers objects have, where they are defined, in what order, or nested in what; but it does matter
 * which descriptors stand for one struct file, which tasks share a file table, memory, directories or handlers, and
 * which two ends belong to one pipe. Credentials, labels and namespace sets are copies at a restart and compared by
 * value. Definitions that nobody names mean nothing.
 *
 * <h2>What means something</h2>
 *
 * Each area has a class that knows it ({@code TaskComparison}, {@code FileComparison}, ...). Fields of records are
 * read by the layout tables; those that a restart does not look at, or that count what is compared itself, are listed
 * in {@code Significance}. Orders that mean nothing are those of tasks, descriptors, watches, IPC objects, areas and
 * pages; of pages also how they are split into chunks, and whether zero pages of anonymous and shared memory are there
 * at all. Of images that no restart would take (a count that is wrong, say) what could be read is compared, and the
 * rest as bytes.
 *
 * <p>May import {@code format}, {@code io}, {@code record} and {@code image}.
 */
package org.ckptimage.compare;
