package org.ckptimage.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns the numbers of an image into times. Every number has an answer; hostile ones none. */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Times() {}

    /** A number of nanoseconds, unsigned. */
    static Duration unsignedNanos(long nanos) {
        return Duration.ofSeconds(
                Long.divideUnsigned(nanos, NANOS_PER_SECOND), Long.remainderUnsigned(nanos, NANOS_PER_SECOND));
    }

    /** A number of seconds since 1970, signed; empty where no calendar reaches. */
    static Optional<Instant> instant(long seconds) {
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(seconds));
    }

    /** As {@link #instant}, for fields where 0 stands for never. */
    static Optional<Instant> instantOrNever(long seconds) {
        return seconds == 0 ? Optional.empty() : instant(seconds);
    }
}
