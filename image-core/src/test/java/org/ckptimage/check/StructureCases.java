package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.crash;
import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.RuleCase.loss;
import static org.ckptimage.check.RuleCase.note;

import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images whose records are not what or where they should be, whatever they hold. */
final class StructureCases {
    private StructureCases() {}

    static List<RuleCase> all() {
        return List.of(
                fatal("R001", "v20/plain", "cut inside TAIL", p -> {
                    long tail = p.at(RecordType.TAIL, 0).offset();
                    p.cut(tail + 12);
                    return tail;
                }),
                fatal("R001", "v20/tcp", "cut inside the page of a fragment", p -> {
                    long end = p.at(RecordType.SOCKET_FRAG, 0).end();
                    p.cut(end + 100);
                    return end;
                }),
                fatal("R001", "v20/plain", "without TAIL", p -> {
                    long tail = p.at(RecordType.TAIL, 0).offset();
                    p.cut(tail);
                    return tail;
                }),
                fatal("R002", "v20/plain", "a FILE_NAME of length 4", p -> {
                    ImagePatch.Place name = p.at(RecordType.FILE_NAME, 1);
                    p.length(name, 4);
                    return name.offset();
                }),
                fatal("R003", "v20/plain", "an ERROR record before TAIL", p -> {
                    long tail = p.at(RecordType.TAIL, 0).offset();
                    p.insert(tail, p.zeros(RecordType.ERROR, 8));
                    return tail;
                }),
                crash("R004", "v20/plain", "an OBJREF of 8 bytes", p -> {
                    ImagePatch.Place objref = p.at(RecordType.OBJREF, 5);
                    p.replace(objref.offset() + 8, objref.end(), new byte[0]).length(objref, 8);
                    return objref.offset();
                }),
                fatal("R005", "v20/plain", "an OBJREF of an inode", p -> {
                    ImagePatch.Place objref = p.at(RecordType.OBJREF, 5);
                    p.set(objref, "objtype", 1);
                    return objref.offset();
                }),
                fatal("R006", "v20/plain", "an OBJREF with the number 0", p -> {
                    ImagePatch.Place objref = p.at(ObjectType.FILE_TABLE, 0);
                    p.set(objref, "objref", 0);
                    return objref.field("objref");
                }),
                fatal("R007", "v20/plain", "credentials defined twice", p -> {
                            byte[] users = p.definition(ObjectType.USER, 0);
                            long at = p.at(RecordType.TASK_NS, 0).offset();
                            p.insert(at, users);
                            return p.at(ObjectType.USER, 1).field("objref");
                        })
                        .notFirst(),
                fatal("R007", "v20/plain", "a group list defined twice", p -> {
                    long at = p.at(RecordType.TASK_NS, 0).offset();
                    p.insert(at, p.definition(ObjectType.GROUPINFO, 0));
                    return p.at(ObjectType.GROUPINFO, 1).field("objref");
                }),
                fatal("R008", "v20/plain", "a FILE_DESC that is too long", p -> {
                    ImagePatch.Place fd = p.at(RecordType.FILE_DESC, 1);
                    p.resize(fd, 32);
                    return fd.offset();
                }),
                fatal("R008", "v20/plain", "a SIGHAND that is too short", p -> {
                    ImagePatch.Place handlers = p.at(RecordType.SIGHAND, 0);
                    p.resize(handlers, 2048);
                    return handlers.offset();
                }),
                fatal("R009", "v20/plain", "UTS_NS where NS should be", p -> {
                    ImagePatch.Place ns = p.at(RecordType.TASK_NS, 0);
                    p.type(ns, 117);
                    return ns.offset();
                }),
                fatal("R010", "v20/plain", "a command name of 5 MiB", p -> {
                    ImagePatch.Place comm = p.at(Role.COMM, 0);
                    p.resize(comm, 5 << 20);
                    return comm.offset();
                }),
                crash("R011", "v20/plain", "an empty FILE_NAME", p -> {
                    ImagePatch.Place name = p.at(RecordType.FILE_NAME, 1);
                    p.resize(name, 8);
                    return name.offset();
                }),
                crash("R012", "v20/plain", "a chunk of so many pages that their bytes count as none", p -> {
                    ImagePatch.Place chunk = p.at(RecordType.PGARR, 0);
                    p.set(chunk, "nr_pages", 1L << 32);
                    return chunk.field("nr_pages");
                }),
                fatal("R013", "v20/plain", "a user of an unknown namespace", p -> {
                    ImagePatch.Place user = p.at(RecordType.USER, 0);
                    p.set(user, "userns_ref", 4711);
                    return user.field("userns_ref");
                }),
                fatal("R014", "v20/plain", "a user whose namespace is a group list", p -> {
                    ImagePatch.Place user = p.at(RecordType.USER, 0);
                    p.set(user, "userns_ref", 2);
                    return user.field("userns_ref");
                }),
                fatal("R015", "v20/plain", "a definition in the head", p -> {
                    long at = p.at(RecordType.CONTAINER, 0).offset();
                    p.insert(at, p.definition(ObjectType.UTS_NS, 0));
                    return at;
                }),
                loss("R015", "v20/plain", "a second, empty file table", p -> {
                    long at = p.at(RecordType.TASK_OBJS, 0).offset();
                    p.insert(
                            at,
                            ImagePatch.join(p.objref(ObjectType.FILE_TABLE, 900), p.zeros(RecordType.FILE_TABLE, 16)));
                    return at;
                }),
                note("R015", "v20/plain", "an empty file table before the task's own", p -> {
                    long at = p.at(RecordType.TASK_NS, 0).offset();
                    p.insert(
                            at,
                            ImagePatch.join(p.objref(ObjectType.FILE_TABLE, 900), p.zeros(RecordType.FILE_TABLE, 16)));
                    return at;
                }),
                note("R182", "v20/plain", "credentials behind TASK_OBJS", p -> {
                    byte[] group = p.definition(ObjectType.GROUPINFO, 0);
                    long at = p.at(RecordType.SIGNAL_TASK, 0).offset();
                    p.insert(at, group).put(at + 12, 4, 900);
                    return at;
                }),
                fatal("R184", "v20/plain", "a TAIL with another magic number", p -> {
                    ImagePatch.Place tail = p.at(RecordType.TAIL, 0);
                    p.set(tail, "magic", 1);
                    return tail.offset();
                }),
                crash("R185", "v20/plain", "18 levels of nested group lists' credentials", p -> {
                    long at = p.at(RecordType.TASK_NS, 0).offset();
                    byte[] open = new byte[0];
                    byte[] close = new byte[0];
                    byte[] cred = p.copy(p.at(RecordType.CRED, 0));
                    for (int i = 0; i < 18; i++) {
                        open = ImagePatch.join(open, p.objref(ObjectType.CRED, 900 + i));
                        close = ImagePatch.join(close, cred);
                    }
                    p.insert(at, ImagePatch.join(open, close));
                    return at + 17 * 16;
                }));
    }
}
