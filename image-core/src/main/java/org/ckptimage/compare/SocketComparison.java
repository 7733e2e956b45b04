package org.ckptimage.compare;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.SocketFamily;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketBuffer;
import org.ckptimage.image.SocketFile;
import org.ckptimage.record.InetEndpoint;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SocketInetRecord;
import org.ckptimage.record.SocketRecord;
import org.ckptimage.record.SocketUnixRecord;
import org.ckptimage.record.UnixAddress;

/** Sockets: state, options, addresses, peers, and what their queues hold. */
final class SocketComparison {
    private static final int UDP = 17;
    private static final String CONTROL_BLOCK = "cb";

    private final Findings findings;
    private final Links links;
    private final References references;

    SocketComparison(Findings findings, Links links, References references) {
        this.findings = findings;
        this.links = links;
        this.references = references;
    }

    /**
     * Lets two sockets meet; their peers and the senders of what they have queued follow, as far as they have no file.
     */
    void meet(String path, Optional<Sock> left, Optional<Sock> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return;
        }
        Sock leftSock = left.get();
        Sock rightSock = right.get();
        boolean first = links.meet(path, ref(leftSock), ref(rightSock), () -> compare(path, leftSock, rightSock));
        if (first) {
            links.later(path, "socket", ref(leftSock).number(), ref(rightSock).number(), this::meetOthers);
        }
    }

    /** Lets the peers of two sockets meet, and who sent what they have queued. */
    private void meetOthers(String path, int left, int right) {
        Sock leftSock = sock(findings.left(), left);
        Sock rightSock = sock(findings.right(), right);
        Links.attempt(() -> meetIfNew(path + " > peer", leftSock.peer(), rightSock.peer()));
        Links.attempt(
                () -> meetSenders(path + " > sender of message ", leftSock.receiveQueue(), rightSock.receiveQueue()));
        Links.attempt(() ->
                meetSenders(path + " > sender of unsent message ", leftSock.writeQueue(), rightSock.writeQueue()));
    }

    private static Sock sock(Side side, int number) {
        return side.find(ObjRef.of(number))
                .flatMap(object -> Sock.of(side.image(), object))
                .orElseThrow();
    }

    private void meetIfNew(String path, Optional<Sock> left, Optional<Sock> right) {
        if (left.isPresent() && right.isPresent() && links.isNew(ref(left.get()), ref(right.get()))) {
            meet(path, left, right);
        }
    }

    private void meetSenders(String path, List<SocketBuffer> lefts, List<SocketBuffer> rights) {
        for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
            meetIfNew(path + (i + 1), lefts.get(i).sender(), rights.get(i).sender());
        }
    }

    private static ObjRef ref(Sock sock) {
        return sock.object().ref();
    }

    void comparePresence(String path, SocketFile left, SocketFile right) {
        references.presence(
                DifferenceKind.SOCKET,
                path,
                left.sockRef(),
                right.sockRef(),
                FileNames.ofSocket(left.sock()),
                FileNames.ofSocket(right.sock()));
    }

    private void compare(String path, Sock left, Sock right) {
        for (RecordType type : new RecordType[] {RecordType.SOCKET, RecordType.SOCKET_UNIX}) {
            findings.records(
                    DifferenceKind.SOCKET,
                    path,
                    left.object().record(type),
                    right.object().record(type));
        }
        compareInet(path, left, right);
        findings.fact(
                DifferenceKind.SOCKET,
                path + " > local address",
                address(left, SocketComparison::local, SocketComparison::local),
                address(right, SocketComparison::local, SocketComparison::local));
        findings.fact(
                DifferenceKind.SOCKET,
                path + " > remote address",
                address(left, unix -> Optional.empty(), SocketComparison::remote),
                address(right, unix -> Optional.empty(), SocketComparison::remote));
        findings.fact(DifferenceKind.SOCKET, path + " > bind directory", bindDirectory(left), bindDirectory(right));
        references.identity(
                DifferenceKind.SOCKET,
                path + " > peer",
                peer(left),
                peer(right),
                FileNames.ofSocket(left.peer()),
                FileNames.ofSocket(right.peer()));
        Sequences.compare(
                findings,
                DifferenceKind.QUEUE,
                path + " > receive queue",
                "message",
                items(left, left.receiveQueue(), links.pairs()::leftToken),
                items(right, right.receiveQueue(), links.pairs()::rightToken));
        Sequences.compare(
                findings,
                DifferenceKind.QUEUE,
                path + " > write queue",
                "message",
                items(left, left.writeQueue(), links.pairs()::leftToken),
                items(right, right.writeQueue(), links.pairs()::rightToken));
    }

    /** What an internet socket has beside its addresses. Where nothing is acknowledged, that part holds garbage. */
    private void compareInet(String path, Sock left, Sock right) {
        Optional<ImageRecord> leftInet = left.object().record(RecordType.SOCKET_INET);
        Optional<ImageRecord> rightInet = right.object().record(RecordType.SOCKET_INET);
        boolean udp = isUdp(left) && isUdp(right);
        if (udp && leftInet.isPresent() && rightInet.isPresent()) {
            findings.records(
                    DifferenceKind.SOCKET,
                    path,
                    leftInet.get(),
                    rightInet.get(),
                    field -> !field.startsWith("icsk_ack."));
        } else {
            findings.records(DifferenceKind.SOCKET, path, leftInet, rightInet);
        }
    }

    private static boolean isUdp(Sock sock) {
        return sock.record().map(SocketRecord::protocol).orElse(0) == UDP;
    }

    private static Fact address(
            Sock sock,
            Function<SocketUnixRecord, Optional<String>> unix,
            Function<SocketInetRecord, Optional<String>> inet) {
        return sock.unix()
                .flatMap(unix)
                .or(() -> sock.inet().flatMap(inet))
                .map(text -> Fact.of(text, sock.object().definedBy().offset()))
                .orElse(Fact.NONE);
    }

    private static Optional<String> local(SocketUnixRecord unix) {
        UnixAddress address = unix.localAddress();
        if (address.kind() == UnixAddress.Kind.UNNAMED) {
            return Optional.empty();
        }
        // NULs are printed as @, so the bytes tell more where there are some.
        boolean plain = address.name().indexOf(0, address.name().capacity(), (byte) 0) < 0;
        String printed = Words.text(address.printed());
        return Optional.of(plain ? printed : printed + " (" + Digests.text(address.name()) + ")");
    }

    private static Optional<String> local(SocketInetRecord inet) {
        return inet.laddrLen() == 0
                ? Optional.empty()
                : Optional.of(inet.localAddress().toString());
    }

    private static Optional<String> remote(SocketInetRecord inet) {
        return inet.remoteAddress().map(InetEndpoint::toString);
    }

    private static Fact bindDirectory(Sock sock) {
        return sock.bindDirectory().map(text -> Fact.of(Words.text(text))).orElse(Fact.NONE);
    }

    private static ObjRef peer(Sock sock) {
        return sock.unix().map(SocketUnixRecord::peer).orElse(ObjRef.NONE);
    }

    private static List<Sequences.Item> items(Sock owner, List<SocketBuffer> buffers, Function<ObjRef, String> token) {
        boolean inet = owner.record().flatMap(SocketRecord::addressFamily).orElse(null) == SocketFamily.INET;
        return Lists.transform(buffers, buffer -> item(buffer, inet, token));
    }

    /**
     * A message: of unix sockets its bytes and who sent them, since a restart sends them anew; of internet sockets the
     * whole buffer as the kernel had it.
     */
    private static Sequences.Item item(SocketBuffer buffer, boolean inet, Function<ObjRef, String> token) {
        String data = Digests.text(buffer.data());
        Fact fact = Fact.of(
                buffer.sender()
                        .map(sender -> data + " from " + sender.summary())
                        .orElse(data),
                buffer.definedBy().offset());
        String identity =
                inet ? data + " in " + linear(buffer) + placement(buffer) : data + " from " + sender(buffer, token);
        return new Sequences.Item(identity, fact);
    }

    /** A sender that is nowhere defined is the same as any other such. */
    private static String sender(SocketBuffer buffer, Function<ObjRef, String> token) {
        return buffer.sender()
                .map(sender -> token.apply(ref(sender)))
                .orElse(buffer.record().skObjref().isNone() ? "none" : "undefined");
    }

    /** The linear area from its start, where headers stand. */
    private static String linear(SocketBuffer buffer) {
        return Parts.find(buffer.records(), RecordType.BUFFER)
                .map(record -> Digests.text(record.payload()))
                .orElse("none");
    }

    private static String placement(SocketBuffer buffer) {
        return new Fields(buffer.definedBy())
                .facts().entrySet().stream()
                        .filter(entry -> entry.getKey().equals(CONTROL_BLOCK)
                                || entry.getKey().endsWith("_header")
                                || entry.getKey().equals("mac_len")
                                || entry.getKey().equals("data_offset"))
                        .map(entry -> entry.getKey() + entry.getValue().value())
                        .toList()
                        .toString();
    }
}
