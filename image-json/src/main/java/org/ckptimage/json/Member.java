package org.ckptimage.json;

import com.fasterxml.jackson.core.SerializableString;

/** A key of a JSON object that shows a struct: a field, or those that share the part of their names before a dot. */
sealed interface Member permits GroupForm, FieldForm {
    /** The key. */
    SerializableString name();
}
