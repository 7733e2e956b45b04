package org.ckptimage.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields whose names begin alike, up to a dot; or all of a struct. */
final class GroupForm implements Member {
    private final SerializedString name;
    private final ImmutableMap<String, Member> byName;
    private final Member[] members;

    private GroupForm(String name, Map<String, Member> members) {
        this.name = new SerializedString(name);
        this.byName = ImmutableMap.copyOf(members);
        this.members = byName.values().toArray(new Member[0]);
    }

    /**
     * A group of fields.
     *
     * @param name its own name, without what the names of its fields begin with
     * @param prefix what they begin with, final dot included
     */
    static GroupForm of(String name, String prefix, List<FieldForm> fields) {
        // Members of a union stand between others, so that a struct's parts need not follow each other.
        Map<String, List<FieldForm>> groups = new LinkedHashMap<>();
        for (FieldForm field : fields) {
            String rest = field.field().name().substring(prefix.length());
            int dot = rest.indexOf('.');
            groups.computeIfAbsent(dot < 0 ? rest : rest.substring(0, dot), key -> new ArrayList<>())
                    .add(field);
        }
        Map<String, Member> members = new LinkedHashMap<>();
        groups.forEach((key, inner) -> {
            boolean single = inner.get(0).field().name().equals(prefix + key);
            members.put(key, single ? inner.get(0) : of(key, prefix + key + ".", inner));
        });
        return new GroupForm(name, members);
    }

    @Override
    public SerializableString name() {
        return name;
    }

    Member[] members() {
        return members;
    }

    /** The member with a name, or null. */
    Member member(String key) {
        return byName.get(key);
    }

    /** The names of all members, in order. */
    List<String> names() {
        return ImmutableList.copyOf(byName.keySet());
    }
}
