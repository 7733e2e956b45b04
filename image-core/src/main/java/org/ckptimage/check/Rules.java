package org.ckptimage.check;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All rules of a restart, and all mends: the resource {@code rules.table}. Immutable. */
public final class Rules {
    private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();
    private static final Splitter COMMAS = Splitter.on(',');
    private static final String PART = "part ";
    private static final String MEND = "mend: ";
    private static final String REASON = "why: ";
    private static final Rules ALL = read();

    private final ImmutableMap<String, Rule> rules;
    private final ImmutableMap<String, Mend> mends;

    private Rules(Map<String, Rule> rules, Map<String, Mend> mends) {
        this.rules = ImmutableMap.copyOf(rules);
        this.mends = ImmutableMap.copyOf(mends);
    }

    /** The rules, in the order in which a restart meets them; those of {@code restart} last. */
    public static List<Rule> all() {
        return ALL.rules.values().asList();
    }

    /** The rule with this id. */
    public static Optional<Rule> find(String id) {
        checkNotNull(id, "id");
        return Optional.ofNullable(ALL.rules.get(id));
    }

    /**
     * The rule with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Rule get(String id) {
        checkNotNull(id, "id");
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no rule " + id));
    }

    /** The mends of what a kernel writes though none restores it: W01 to W28. */
    public static List<Mend> mends() {
        return ALL.mends.values().asList();
    }

    /** The mend with this id, as W01. */
    public static Optional<Mend> findMend(String id) {
        checkNotNull(id, "id");
        return Optional.ofNullable(ALL.mends.get(id));
    }

    /** One block of the table while it is read. */
    private static final class Block {
        private final String part;
        private final List<String> head;
        private String sentence = "";
        private String mend = "";
        private String reason = "";

        Block(String part, String line) {
            this.part = part;
            this.head = WORDS.splitToList(line);
        }

        void add(String line) {
            String text = line.strip();
            if (text.startsWith(MEND)) {
                mend = text.substring(MEND.length());
            } else if (text.startsWith(REASON)) {
                reason = text.substring(REASON.length());
            } else {
                sentence = text;
            }
        }

        boolean isMend() {
            return head.get(1).equals("mends");
        }

        String id() {
            return head.get(0);
        }

        Mend toMend() {
            return new Mend(id(), COMMAS.splitToList(head.get(2)), sentence, mend);
        }

        Rule toRule() {
            ImmutableList.Builder<Errno> errnos = ImmutableList.builder();
            if (!head.get(2).equals("-")) {
                COMMAS.split(head.get(2)).forEach(name -> errnos.add(Errno.named(name)));
            }
            return new Rule(
                    id(),
                    Severity.valueOf(head.get(1).toUpperCase(Locale.ROOT)),
                    errnos.build(),
                    kind(head.get(3)),
                    Rule.Judged.valueOf(head.get(4).toUpperCase(Locale.ROOT)),
                    part,
                    sentence,
                    mend.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Mend(id(), ImmutableList.of(id()), sentence, mend)),
                    reason.isEmpty() ? Optional.empty() : Optional.of(reason));
        }

        private static Rule.Kind kind(String letter) {
            for (Rule.Kind kind : Rule.Kind.values()) {
                if (kind.name().startsWith(letter)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("rules.table has the unknown kind " + letter);
        }
    }

    private static Rules read() {
        ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();
        ImmutableMap.Builder<String, Mend> mends = ImmutableMap.builder();
        for (Block block : blocks()) {
            if (block.isMend()) {
                mends.put(block.id(), block.toMend());
            } else {
                rules.put(block.id(), block.toRule());
            }
        }
        return new Rules(rules.buildOrThrow(), mends.buildOrThrow());
    }

    private static List<Block> blocks() {
        ImmutableList.Builder<Block> blocks = ImmutableList.builder();
        try (InputStream in = Rules.class.getResourceAsStream("rules.table");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String part = "";
            Block block = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    block.add(line);
                } else if (line.startsWith(PART)) {
                    part = line.substring(PART.length());
                } else {
                    block = new Block(part, line);
                    blocks.add(block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource rules.table", e);
        }
        return blocks.build();
    }
}
