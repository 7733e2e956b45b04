package org.ckptimage.check;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** System V message queues. Their messages are read before the queue is made, and freed twice if one of them fails. */
final class IpcMessageRules {
    private static final long USUAL_MESSAGE_LIMIT = 8192;

    private record Range(long from, long to) {}

    private final Restart restart;
    private final Findings findings;
    private final CredentialRules labels;
    private final List<Range> later = new ArrayList<>();

    private At queue;
    private long left;
    private long sum;
    private long textLeft = -1;
    private boolean firstPiece;
    /** Where the second message of the queue begins, or -1. */
    private long secondMessage = -1;

    IpcMessageRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.labels = new CredentialRules(restart, new RuleSet(findings));
        on.record(RecordType.IPC_MSG, this::beginQueue);
        on.record(RecordType.IPC_MSG, this::queuePids);
        on.record(RecordType.IPC_MSG_MSG, this::message);
        on.record(RecordType.IPC_MSG_MSG, this::messageLabel);
        on.record(RecordType.BUFFER, this::text);
        on.record(RecordType.IPC, this::endQueue);
        on.record(RecordType.NS, this::endQueue);
        on.end(ObjectType.IPC_NS, definition -> endQueue(null));
        on.imageEnd(() -> endQueue(null));
    }

    private void beginQueue(At at) {
        endQueue(at);
        queue = at;
        left = at.number("q_qnum");
        sum = 0;
        textLeft = -1;
    }

    /** R086: pids of a queue. */
    private void queuePids(At at) {
        for (String field : new String[] {"q_lspid", "q_lrpid"}) {
            if (at.s32(field) < 0) {
                findings.found("R086", at, field).say("%s is %d", field, at.s32(field));
            }
        }
    }

    /** R075, R077: type and length of a message. */
    private void message(At at) {
        long size = at.number("m_ts");
        long most = restart.target()
                .map(target -> target.limit(Target.Limit.MESSAGE_BYTES).orElse(USUAL_MESSAGE_LIMIT))
                .orElse(USUAL_MESSAGE_LIMIT);
        if (at.number("m_type") < 1) {
            findings.found("R075", at, "m_type").say("a message of the type %d", at.number("m_type"));
        }
        if (size > most) {
            findings.found("R075", at, "m_ts")
                    .say("a message of %d bytes; the restarter's namespace allows %d", size, most);
        }
        if (size == 0) {
            findings.found("R077", at, "m_ts").mend("W09").say("a message without a text");
        }
        left--;
        sum += size;
        textLeft = size;
        firstPiece = true;
    }

    /** R076: a message's label is applied always. */
    private void messageLabel(At at) {
        restart.refer("R076", at, "sec_ref", ObjectType.SECURITY, true)
                .ifPresent(label -> labels.refused("R076", at, "sec_ref"));
    }

    /** R078: the pieces of a text. */
    private void text(At at) {
        if (at.role() != Role.MESSAGE_TEXT || textLeft < 0) {
            return;
        }
        long room = restart.pageSize() - (firstPiece ? 6L : 1L) * restart.wordSize();
        long expected = Math.min(textLeft, room);
        if (at.payload() != expected && textLeft > 0) {
            findings.found("R078", at)
                    .say("a piece of text has %d bytes, the kernel expects %d", at.payload(), expected);
        }
        firstPiece = false;
        textLeft -= at.payload();
        if (textLeft > 0 && at.payload() > 0) {
            return;
        }
        textLeft = -1;
        if (left > 0 && secondMessage < 0) {
            secondMessage = at.end();
        } else if (left <= 0) {
            finish(at.end() - 1);
        }
    }

    /** R079: q_cbytes is the sum; it is looked at when all messages have been read. */
    private void finish(long last) {
        if (queue == null) {
            return;
        }
        if (left == 0 && queue.number("q_cbytes") != sum) {
            findings.found("R079", queue, "q_cbytes")
                    .stop(last + 1)
                    .moment(last + 1)
                    .say("q_cbytes is %d, the messages have %d bytes", queue.number("q_cbytes"), sum);
        }
        if (secondMessage >= 0) {
            later.add(new Range(secondMessage, last));
        }
        queue = null;
        secondMessage = -1;
    }

    /** A queue whose messages are over too early: the kernel still reads on. */
    private void endQueue(At next) {
        if (queue != null) {
            finish(next == null ? findings.now() : next.offset());
        }
    }

    /** R186: an error from the second message on. Called when everything else was reported. */
    void freedTwice() {
        for (Range range : later) {
            findings.addBeforeFirstFatal(
                    range.from,
                    range.to,
                    (fatal, draft) -> draft.say(
                            "%s stops the reading of a queue behind its first message",
                            fatal.rule().id()),
                    "R186");
        }
    }
}
