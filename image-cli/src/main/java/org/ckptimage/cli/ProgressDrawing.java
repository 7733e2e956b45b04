package org.ckptimage.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The bar itself. Apart from {@link Progress}, so that its library is loaded only where it is seen. */
final class ProgressDrawing implements AutoCloseable {
    private static final int MILLIS_BETWEEN = 200;
    private static final long MIB = 1 << 20;

    private final ProgressBar bar;

    ProgressDrawing(String task, boolean bytes, long total) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN)
                .clearDisplayOnFinish();
        bar = (bytes ? builder.setUnit(" MiB", MIB) : builder).build();
    }

    void at(long done) {
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
