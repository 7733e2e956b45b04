package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;

/** Refuses channels in non-blocking mode: they read and write nothing at all when they would have to wait. */
public final class Blocking {
    private Blocking() {}

    /**
     * Makes sure that reads and writes of a channel wait. Who loops until all is there would spin for ever otherwise.
     *
     * @param what what messages call the channel, as {@code the source}
     * @throws IllegalArgumentException if it is in non-blocking mode
     */
    public static void require(Channel channel, String what) {
        checkNotNull(channel, "channel");
        checkNotNull(what, "what");
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalArgumentException(what + " is in non-blocking mode; configureBlocking(true) first");
        }
    }
}
