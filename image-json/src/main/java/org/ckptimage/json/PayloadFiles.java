package org.ckptimage.json;

import java.io.IOException;
import java.util.Optional;
import org.ckptimage.io.ByteSource;

/**
 * Where bytes come from that JSON only refers to. Who opens them closes them.
 *
 * <p>Called by one thread at a time.
 */
public interface PayloadFiles {
    /** Nothing but what stands in the JSON. */
    PayloadFiles NONE = new PayloadFiles() {
        @Override
        public Optional<ByteSource> original(String name, long offset, boolean references) {
            return Optional.empty();
        }

        @Override
        public Optional<ByteSource> sidecar(String name) {
            return Optional.empty();
        }
    };

    /**
     * The file that the JSON was made from.
     *
     * @param name what the JSON calls it
     * @param offset where the image begins in it, in bytes
     * @param references whether the JSON was made to refer to it: {@link JsonOptions.Payload#REF}
     * @return nothing if it is not at hand
     * @throws IOException if it cannot be read
     */
    Optional<ByteSource> original(String name, long offset, boolean references) throws IOException;

    /**
     * The file in which the payloads were put.
     *
     * @param name what the JSON calls it
     * @return nothing if it is not at hand
     * @throws IOException if it cannot be read
     */
    Optional<ByteSource> sidecar(String name) throws IOException;
}
