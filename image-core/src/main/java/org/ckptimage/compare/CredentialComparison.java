package org.ckptimage.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Credentials;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CredRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.UserNsRecord;
import org.ckptimage.record.UserRecord;

/**
 * Credentials and security labels. A restart makes copies, so who shares them with whom means nothing; each holder's
 * are compared by what they grant.
 */
final class CredentialComparison {
    private static final int MOST_NAMESPACES = 32;

    private record Pair(ObjRef left, ObjRef right) {}

    private final Findings findings;
    private final References references;
    private final Set<Pair> equal = new HashSet<>();

    CredentialComparison(Findings findings, References references) {
        this.findings = findings;
        this.references = references;
    }

    /** What two fields that name credentials give their holders. */
    void compare(
            String path, ObjRef left, ObjRef right, Optional<Credentials> leftCreds, Optional<Credentials> rightCreds) {
        references.presence(DifferenceKind.CREDENTIALS, path, left, right, fact(leftCreds), fact(rightCreds));
        Pair pair = new Pair(left, right);
        if (leftCreds.isEmpty() || rightCreds.isEmpty() || equal.contains(pair)) {
            return;
        }
        int before = findings.size();
        compare(path, leftCreds.get(), rightCreds.get());
        if (findings.size() == before) {
            equal.add(pair);
        }
    }

    private static Fact fact(Optional<Credentials> creds) {
        return creds.map(c -> Fact.of(
                        c.record()
                                .map(cred -> "uid " + cred.uid() + ", gid " + cred.gid())
                                .orElse("without CRED"),
                        c.object().definedBy().offset()))
                .orElse(Fact.NONE);
    }

    private void compare(String path, Credentials left, Credentials right) {
        findings.records(DifferenceKind.CREDENTIALS, path, cred(left), cred(right));
        findings.fact(DifferenceKind.CREDENTIALS, path + " > groups", groups(left), groups(right));
        findings.fact(
                DifferenceKind.CREDENTIALS,
                path + " > user",
                user(findings.left(), left),
                user(findings.right(), right));
        labels(path, secRef(left), secRef(right));
    }

    private static Optional<ImageRecord> cred(Credentials creds) {
        return creds.object().record(RecordType.CRED);
    }

    private static Fact groups(Credentials creds) {
        return Fact.of(creds.groups().asList().stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    private static ObjRef secRef(Credentials creds) {
        return creds.record().map(CredRecord::secRef).orElse(ObjRef.NONE);
    }

    /** The user whose limits are used, and in whose namespace: {@code 1000 in a namespace of 0}. */
    private static Fact user(Side side, Credentials creds) {
        List<String> users = new ArrayList<>();
        ObjRef next = creds.record().map(CredRecord::userRef).orElse(ObjRef.NONE);
        while (!next.isNone() && users.size() < MOST_NAMESPACES) {
            Optional<UserRecord> user = record(side, next, ObjectType.USER, RecordType.USER, UserRecord.class);
            users.add(user.map(u -> Long.toString(u.uid())).orElse("undefined"));
            next = user.flatMap(u ->
                            record(side, u.usernsRef(), ObjectType.USER_NS, RecordType.USER_NS, UserNsRecord.class))
                    .map(UserNsRecord::creatorRef)
                    .orElse(ObjRef.NONE);
        }
        return Fact.of(String.join(" in a namespace of ", users));
    }

    private static <T> Optional<T> record(
            Side side, ObjRef ref, ObjectType objectType, RecordType type, Class<T> record) {
        return side.find(ref, objectType)
                .flatMap(object -> object.record(type))
                .map(found -> record.cast(found.decode()));
    }

    /** The security labels of two holders, by the numbers that these name. */
    void labels(String path, ObjRef left, ObjRef right) {
        Fact leftFact = label(findings.left(), left);
        Fact rightFact = label(findings.right(), right);
        references.presence(DifferenceKind.CREDENTIALS, path + " > label", left, right, leftFact, rightFact);
        if (leftFact.value().isPresent() && rightFact.value().isPresent()) {
            findings.fact(DifferenceKind.CREDENTIALS, path + " > label", leftFact, rightFact);
        }
    }

    private static Fact label(Side side, ObjRef ref) {
        return side.image()
                .label(ref)
                .map(label -> Fact.of(Words.text(label.context())))
                .orElse(Fact.NONE);
    }
}
