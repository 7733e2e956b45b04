package org.ckptimage.rewrite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Terminal;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.ObjRef;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Pseudo terminals that lose a file. While the other end has one the pair stays; with the last file it goes, and
 * whoever has it as controlling terminal then has none.
 */
final class Terminals {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;
    private final Set<TtyFile> gone = new LinkedHashSet<>();

    Terminals(Image image, Draft draft, List<Consequence> consequences, Definitions definitions) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
    }

    /** Says that a file is no longer an end of its terminal. */
    void detach(TtyFile file) {
        gone.add(file);
    }

    /** Lets go of every pair that has no file left. */
    void settle() {
        if (gone.isEmpty()) {
            return;
        }
        Set<ImageObject> masters = new LinkedHashSet<>();
        gone.forEach(file -> file.terminal().flatMap(Terminals::master).ifPresent(masters::add));
        for (OpenFile file : image.files()) {
            if (file instanceof TtyFile tty && !gone.contains(tty)) {
                tty.terminal().flatMap(Terminals::master).ifPresent(masters::remove);
            }
        }
        if (!masters.isEmpty()) {
            loosen(masters);
        }
    }

    private static Optional<ImageObject> master(Terminal terminal) {
        return terminal.isMaster()
                ? Optional.of(terminal.object())
                : terminal.master().map(Terminal::object);
    }

    /** Cuts pairs off from the sessions that they control, so that nobody names them any more. */
    private void loosen(Set<ImageObject> masters) {
        Map<ObjRef, ImageObject> pairs = new LinkedHashMap<>();
        masters.forEach(master -> pairs.put(master.ref(), master));
        image.objects().forEachReference(reference -> {
            if (reference.field().record().equals(RecordType.TTY.name())) {
                boolean slave = masters.contains(pairs.get(reference.target()));
                reference
                        .from()
                        .definition()
                        .filter(object -> slave)
                        .ifPresent(object -> pairs.put(object.ref(), object));
            }
        });
        pairs.values().forEach(definitions::loosen);
        image.objects().forEachReference(reference -> {
            if (reference.field().record().equals(RecordType.SIGNAL.name()) && pairs.containsKey(reference.target())) {
                definitions.clear(reference);
                draft.set(reference.from(), "tty_objref", 0);
                draft.set(reference.from(), "tty_pgrp", 0);
                draft.set(reference.from(), "tty_old_pgrp", -1);
                consequences.add(new Consequence(
                        Kind.TERMINAL_LOST,
                        reference.from().offset(),
                        reference.from().place() + " loses its controlling terminal " + reference.target()));
            }
        });
    }
}
