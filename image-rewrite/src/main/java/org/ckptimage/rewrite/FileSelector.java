package org.ckptimage.rewrite;

import java.util.List;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;

/**
 * Which open files an edit is about. A selector names open files, not descriptors: all descriptors of a selected file
 * are concerned. See {@link OpenFiles} for the ways to select.
 *
 * <p>Called by one thread at a time.
 */
public interface FileSelector {

    /** The selected files, each once; empty if none matches. */
    List<OpenFile> select(Image image);

    /**
     * The selector as {@link EditText#selector} reads it, {@code "278:3"}; of those that have no such spelling a
     * description, for messages.
     */
    String describe();
}
