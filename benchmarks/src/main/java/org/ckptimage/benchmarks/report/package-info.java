/**
 * Turns what was measured into the tables and the plot of {@code benchmarks/README.md}: JMH's results, those of {@code
 * compare.sh} and the heap per record. {@code benchmarks/measure.sh} runs all of it.
 */
package org.ckptimage.benchmarks.report;
