/**
 * Would this image restart? The rules of a restart, and what an image needs at the place of restart.
 *
 * <pre>{@code
 * CheckReport report = Checker.check(image);
 * if (report.verdict() != CheckReport.Verdict.RESTARTS) {
 *     Finding first = report.first().orElseThrow();
 *     System.out.println(first.rule().id() + " at offset " + first.stopOffset() + ": " + first.text());
 * }
 * }</pre>
 *
 * <p>The rules are rows of {@link org.ckptimage.check.Rules}, part by part in the order in which a restart meets
 * them: those with R are the kernel's, with U those of user-cr's {@code restart}, with W what a kernel writes though
 * none restores it, with the mend. A rule that the image breaks is a {@link org.ckptimage.check.Finding}. Rules that
 * depend on the place of restart are judged by a {@link org.ckptimage.check.Target}, or become assumptions where
 * there is none. {@link org.ckptimage.check.Needs} lists what that place must have.
 *
 * <h2>How it works</h2>
 *
 * {@code Checker} walks over the image's records once, in the order in which a restart consumes them, and keeps in
 * {@code Restart} what the kernel would know at that moment: the table of objects, the definitions that are open, what
 * the current task has read, which groups are owed. For each record it evaluates what the rule families (FileRules,
 * SocketRules, ...) have registered for its type, one method a rule. A restart stops at its first error; the walk goes
 * on, so that all of it is seen. Reads fields, and keys of pages; never contents of pages.
 *
 * <p>May import {@code format}, {@code io}, {@code record} and {@code image}.
 */
package org.ckptimage.check;
