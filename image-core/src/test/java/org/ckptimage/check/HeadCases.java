package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.fatal;

import java.util.List;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with a broken head, or another head than the target wants. */
final class HeadCases {
    private HeadCases() {}

    private static CheckOptions plainTarget() {
        try (org.ckptimage.image.Image image =
                org.ckptimage.image.Image.open(CheckImages.TESTDATA.resolve("v20/plain.ckpt"))) {
            return CheckOptions.DEFAULT.withTarget(Target.from(image));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RuleCase head(String rule, String field, long value) {
        return fatal(rule, "v20/plain", field + " = " + value, p -> {
                    ImagePatch.Place header = p.at(RecordType.HEADER, 0);
                    p.set(header, field, value);
                    return header.field(field);
                })
                .with(plainTarget());
    }

    static List<RuleCase> all() {
        return List.of(
                head("R020", "minor", 7),
                fatal("R021", "v20/plain", "an unknown flag of checkpoint(2)", p -> {
                    ImagePatch.Place header = p.at(RecordType.HEADER, 0);
                    p.set(header, "uflags", 5);
                    return header.field("uflags");
                }),
                head("R022", "constants.rlimit_nlimits", 15),
                fatal("R023", "v20/plain", "a version of 64 bytes", p -> {
                    ImagePatch.Place version = p.at(Role.UTS_VERSION, 0);
                    p.resize(version, 72);
                    return version.offset();
                }),
                fatal("R024", "v20/plain", "a HEADER_ARCH of 8 bytes", p -> {
                    ImagePatch.Place arch = p.at(RecordType.HEADER_ARCH, 0);
                    p.resize(arch, 8);
                    return arch.offset();
                }),
                fatal("R025", "v20/plain", "another size of the processor's state", p -> {
                            ImagePatch.Place arch = p.at(RecordType.HEADER_ARCH, 0);
                            p.set(arch, "xstate_size", 832);
                            return arch.field("xstate_size");
                        })
                        .with(plainTarget()),
                fatal("R026", "v20/plain", "no CONTAINER", p -> {
                            ImagePatch.Place container = p.at(RecordType.CONTAINER, 0);
                            p.resize(container, 16);
                            return container.offset();
                        })
                        .notFirst(),
                fatal("R027", "v20/plain", "a module's name of 10 bytes", p -> {
                    ImagePatch.Place name = p.at(Role.LSM_NAME, 0);
                    p.resize(name, 18);
                    return name.offset();
                }),
                fatal("R028", "v20/plain", "the labels of another module", p -> {
                            ImagePatch.Place name = p.at(Role.LSM_NAME, 0);
                            p.put(name.offset() + 8, 8, 0x6b63616d73L);
                            return name.offset();
                        })
                        .with(plainTarget().withLabels(true)),
                fatal("R029", "v20/plain", "the labels of an unknown module", p -> {
                            ImagePatch.Place name = p.at(Role.LSM_NAME, 0);
                            p.put(name.offset() + 8, 1, 'x');
                            return name.offset();
                        })
                        .with(plainTarget().withLabels(true))
                        .notFirst(),
                fatal("R030", "v20/plain", "an LSM_INFO of 201 bytes", p -> {
                            ImagePatch.Place info = p.at(RecordType.LSM_INFO, 0);
                            p.resize(info, 209);
                            return info.offset();
                        })
                        .notFirst(),
                fatal("R030", "v20/plain", "no LSM_INFO", p -> {
                    ImagePatch.Place info = p.at(RecordType.LSM_INFO, 0);
                    p.delete(info);
                    return info.offset();
                }),
                fatal("R032", "v20/plain", "no tasks", p -> {
                    ImagePatch.Place tree = p.at(RecordType.TREE, 0);
                    p.set(tree, "nr_tasks", 0);
                    return tree.field("nr_tasks");
                }),
                fatal("R033", "v20/tree", "a pid array that lacks a task", p -> {
                    ImagePatch.Place pids = p.at(Role.PIDS, 0);
                    p.resize(pids, pids.length() - 24);
                    return pids.offset();
                }),
                fatal("R037", "v20/tree", "a pid twice", p -> {
                            ImagePatch.Place pids = p.at(Role.PIDS, 0);
                            p.put(pids.offset() + 8 + 24, 4, 278);
                            return pids.offset() + 8 + 24;
                        })
                        .notFirst(),
                fatal("R046", "v20/tree", "a session's leader in another group", p -> {
                    ImagePatch.Place pids = p.at(Role.PIDS, 0);
                    p.put(pids.offset() + 8 + 2 * 24 + 12, 4, 278);
                    return p.at(Role.COMM, 2).offset();
                }),
                fatal("U1", "v20/plain", "an LSM_INFO of 208 bytes in all", p -> {
                    ImagePatch.Place info = p.at(RecordType.LSM_INFO, 0);
                    p.resize(info, 208);
                    return info.offset();
                }),
                fatal("U2", "v20/tree", "a pid array that is too long", p -> {
                    ImagePatch.Place pids = p.at(Role.PIDS, 0);
                    p.resize(pids, pids.length() + 24);
                    return pids.offset();
                }),
                fatal("U3", "v20/tree", "a negative session", p -> {
                    ImagePatch.Place pids = p.at(Role.PIDS, 0);
                    p.put(pids.offset() + 8 + 24 + 16, 4, -5);
                    return pids.offset() + 8 + 24 + 16;
                }),
                fatal("U4", "v20/tree", "a parent that is not there", p -> {
                    ImagePatch.Place pids = p.at(Role.PIDS, 0);
                    p.put(pids.offset() + 8 + 24 + 4, 4, 4711);
                    return pids.offset() + 8 + 24 + 4;
                }),
                fatal("U7", "v20/tree", "a session that no ancestor was in", p -> {
                            ImagePatch.Place pids = p.at(Role.PIDS, 0);
                            p.put(pids.offset() + 8 + 24 + 16, 4, 282);
                            return pids.offset() + 8 + 24 + 16;
                        })
                        .notFirst());
    }
}
