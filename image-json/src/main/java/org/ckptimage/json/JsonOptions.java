package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * How an image becomes JSON. Immutable.
 *
 * @param form whether nested or a record a line
 * @param payload what becomes of the bytes that programs had: contents of pages, pipes, sockets, messages, terminals,
 *     and whatever could not be understood
 * @param digest whether bytes that are left out get a SHA-256, for {@link Payload#NONE} and {@link Payload#REF}
 * @param pretty whether with indentation; the flat form has none
 * @param sidecar where payloads go, for {@link Payload#SIDECAR}
 * @param selection the parts that are wanted; empty: all
 */
public record JsonOptions(
        Form form,
        Payload payload,
        boolean digest,
        boolean pretty,
        Optional<Sidecar> sidecar,
        List<JsonSelector> selection) {

    /** What the JSON looks like as a whole. */
    public enum Form {
        /** One object, nested as the image is. */
        TREE,
        /** A line for what the image is, then one for each record. */
        FLAT
    }

    /** What becomes of payloads. */
    public enum Payload {
        /** They are left out; their offset and length remain. */
        NONE,
        /** In hexadecimal. */
        HEX,
        /** In base 64. */
        BASE64,
        /** In a file of their own. */
        SIDECAR,
        /** As references into the image. */
        REF
    }

    /**
     * A file for payloads.
     *
     * @param name what the JSON calls it: its path
     * @param channel takes the bytes; stays open
     */
    public record Sidecar(String name, WritableByteChannel channel) {
        /** Takes what must be there. */
        public Sidecar {
            checkNotNull(name, "name");
            checkNotNull(channel, "channel");
        }
    }

    /** The tree, without payloads. */
    public static final JsonOptions DEFAULT =
            new JsonOptions(Form.TREE, Payload.NONE, false, false, Optional.empty(), List.of());

    public JsonOptions {
        checkNotNull(form, "form");
        checkNotNull(payload, "payload");
        checkNotNull(sidecar, "sidecar");
        checkNotNull(selection, "selection");
        selection = List.copyOf(selection);
        if (payload == Payload.SIDECAR != sidecar.isPresent()) {
            throw new IllegalArgumentException("a sidecar goes with Payload.SIDECAR, and with nothing else");
        }
    }

    /** The same in another form. */
    public JsonOptions form(Form other) {
        checkNotNull(other, "other");
        return new JsonOptions(other, payload, digest, pretty, sidecar, selection);
    }

    /**
     * The same with payloads treated in another way; for a sidecar see {@link #sidecar(String, WritableByteChannel)}.
     */
    public JsonOptions payload(Payload other) {
        checkNotNull(other, "other");
        return new JsonOptions(form, other, digest, pretty, Optional.empty(), selection);
    }

    /**
     * The same with payloads in a file of their own.
     *
     * @param name what the JSON calls it
     * @param channel takes the bytes; stays open
     */
    public JsonOptions sidecar(String name, WritableByteChannel channel) {
        checkNotNull(name, "name");
        checkNotNull(channel, "channel");
        return new JsonOptions(
                form, Payload.SIDECAR, digest, pretty, Optional.of(new Sidecar(name, channel)), selection);
    }

    /** The same with or without digests of what is left out. */
    public JsonOptions digest(boolean wanted) {
        return new JsonOptions(form, payload, wanted, pretty, sidecar, selection);
    }

    /** The same with or without indentation. */
    public JsonOptions pretty(boolean wanted) {
        return new JsonOptions(form, payload, digest, wanted, sidecar, selection);
    }

    /** The same for some parts of the image only. */
    public JsonOptions select(List<JsonSelector> wanted) {
        checkNotNull(wanted, "wanted");
        return new JsonOptions(form, payload, digest, pretty, sidecar, wanted);
    }
}
