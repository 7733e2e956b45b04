package org.ckptimage.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that deal out numbered parts among them. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    Workers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /** What a thread does with a part. */
    interface Part {
        long of(int number) throws Exception;
    }

    /** Does all parts, each thread every {@code threads}th of them, and adds up the results. */
    long sum(int parts, IntFunction<Part> worker) {
        List<Future<Long>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            Part work = worker.apply(thread);
            all.add(executor.submit(() -> {
                long sum = 0;
                for (int part = first; part < parts; part += threads) {
                    sum += work.of(part);
                }
                return sum;
            }));
        }
        try {
            long sum = 0;
            for (Future<Long> one : all) {
                sum += one.get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
