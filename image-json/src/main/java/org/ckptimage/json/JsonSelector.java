package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Locale;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/**
 * A part of an image: {@code FILE} (records of a type), {@code role:path} (records in a role), {@code task:278} (a
 * task's section), {@code objref:12} (a definition, with all that is nested in it), {@code offset:2643} (the record
 * that holds this byte).
 */
public sealed interface JsonSelector {
    /**
     * Records of a type.
     *
     * @param type the type of the records
     */
    record OfType(RecordType type) implements JsonSelector {

        /** Takes what must be there. */
        public OfType {
            checkNotNull(type, "type");
        }
    }

    /**
     * Records in a role.
     *
     * @param role what the records stand for
     */
    record InRole(Role role) implements JsonSelector {

        /** Takes what must be there. */
        public InRole {
            checkNotNull(role, "role");
        }
    }

    /**
     * A task's section.
     *
     * @param pid the task
     */
    record OfTask(int pid) implements JsonSelector {}

    /**
     * An object's definition, or the record that defines a hidden object.
     *
     * @param objref the number of the object
     */
    record Definition(int objref) implements JsonSelector {}

    /**
     * The record that holds a byte; counted from the start of the file.
     *
     * @param offset a byte of the record
     */
    record AtOffset(long offset) implements JsonSelector {}

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    static JsonSelector parse(String text) {
        checkNotNull(text, "text");
        int colon = text.indexOf(':');
        if (colon < 0) {
            String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
            for (RecordType type : RecordType.values()) {
                if (type.name().equals(name)) {
                    return new OfType(type);
                }
            }
            throw new IllegalArgumentException(
                    "'" + text + "' selects nothing: say a type of records, role:R, task:PID, objref:N or offset:N");
        }
        String value = text.substring(colon + 1);
        try {
            switch (text.substring(0, colon)) {
                case "role":
                    Optional<Role> role = RoleIds.role(value);
                    return new InRole(role.orElseThrow(
                            () -> new IllegalArgumentException("'" + value + "' is no role of records")));
                case "task":
                    return new OfTask(Integer.parseInt(value));
                case "objref":
                    return new Definition(Integer.parseInt(value));
                case "offset":
                    return new AtOffset(Long.decode(value));
                default:
                    throw new IllegalArgumentException(
                            "'" + text + "' selects nothing: before the colon may stand role, task, objref or offset");
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' in '" + text + "' is no number", e);
        }
    }
}
