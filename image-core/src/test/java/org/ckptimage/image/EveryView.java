package org.ckptimage.image;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ImageIOException;
import org.ckptimage.record.ObjRef;

/**
 * Calls every view of an image. A view of a damaged image may throw {@link ImageFormatException}; the others are called
 * all the same. Everything else that is thrown goes through to the test.
 */
final class EveryView {
    /** Pages that are looked at per vma. */
    private static final int MOST_PAGES = 3;

    /** Areas whose addresses are looked up, per address space: each look-up goes through all areas. */
    private static final int MOST_LOOK_UPS = 3;

    private final Image image;
    /** What tasks share is walked through once. */
    private final Set<Object> walked = new HashSet<>();

    private int refusals;
    private int ioErrors;

    private EveryView(Image image) {
        this.image = image;
    }

    /**
     * Calls them all.
     *
     * @return how many threw {@link ImageFormatException}
     */
    static int of(Image image) {
        EveryView views = new EveryView(image);
        views.all();
        if (views.ioErrors > 0) {
            throw new AssertionError("nothing is wrong with the file, but " + views.ioErrors + " views say so");
        }
        return views.refusals;
    }

    /**
     * Calls them all on an image whose file is being taken away.
     *
     * @return how many threw {@link ImageIOException}
     */
    static int ofVanishing(Image image) {
        EveryView views = new EveryView(image);
        views.all();
        return views.ioErrors;
    }

    private void all() {
        head();
        records();
        objects();
        attempt(image::tasks).ifPresent(tasks -> tasks.forEach(this::task));
        attempt(image::files).ifPresent(files -> files.forEach(this::file));
    }

    private <T> Optional<T> attempt(Callable<T> view) {
        try {
            return Optional.ofNullable(view.call());
        } catch (ImageFormatException e) {
            refusals++;
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw new AssertionError("an exception without a message", e);
            }
            return Optional.empty();
        } catch (ImageIOException e) {
            ioErrors++;
            return Optional.empty();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void head() {
        Head head = image.head();
        attempt(head::header);
        attempt(head::architecture);
        attempt(head::kernelVersion);
        attempt(() -> head.release().toString());
        attempt(() -> head.version().toString());
        attempt(() -> head.machine().toString());
        attempt(() -> head.securityModule().toString());
        attempt(head::time);
        attempt(head::isSubtree);
        attempt(head::announcedTasks);
        attempt(image::size);
        attempt(image::trailingBytes);
        attempt(() -> image.damages().toString());
        attempt(image::recordCount);
        attempt(image::pageCount);
    }

    private void records() {
        for (ImageRecord record : image.records()) {
            attempt(record::typeName);
            attempt(record::role);
            attempt(record::place);
            attempt(record::depth);
            attempt(record::definition);
            attempt(record::payload);
            attempt(record::toString);
            if (record.isRecord()) {
                attempt(record::decode).ifPresent(decoded -> attempt(decoded::toString));
            }
        }
    }

    private void objects() {
        ObjectTable objects = image.objects();
        attempt(objects::counts);
        attempt(objects::highest);
        attempt(objects::duplicates);
        attempt(() -> objects.dangling().toString());
        attempt(objects::graph);
        attempt(() -> objects.referrers(ObjRef.of(1)));
        attempt(objects::definitions).ifPresent(all -> all.forEach(this::object));
        attempt(objects::hidden).ifPresent(all -> all.forEach(this::object));
    }

    private void object(ImageObject object) {
        attempt(object::toString);
        attempt(object::definedBy);
        attempt(object::length);
        attempt(object::enclosing);
        attempt(object::task);
        attempt(object::records);
        attempt(object::nested);
        attempt(() -> image.objects().find(object.ref()));
    }

    private void task(Task task) {
        attempt(task::toString);
        attempt(task::record);
        attempt(task::ppid);
        attempt(task::threadGroup);
        attempt(task::processGroup);
        attempt(task::session);
        attempt(task::isThread);
        attempt(task::isZombie);
        attempt(task::offset);
        attempt(task::objects);
        attempt(() -> task.cpu().map(cpu -> cpu.registers() + " " + cpu.instructionPointer() + cpu.stackPointer()));
        attempt(task::thread);
        attempt(task::fpu);
        attempt(task::restartBlock);
        attempt(() -> task.credentials().map(this::credentials));
        attempt(() -> task.effectiveCredentials().map(this::credentials));
        attempt(task::files).ifPresent(this::fileTable);
        attempt(task::memory).ifPresent(this::memory);
        attempt(task::fs).flatMap(fs -> fs).ifPresent(this::fs);
        attempt(task::namespaces).flatMap(ns -> ns).ifPresent(this::namespaces);
        signals(task.signals());
    }

    private String credentials(Credentials credentials) {
        attempt(credentials::record);
        attempt(credentials::groups);
        attempt(credentials::user);
        attempt(() -> credentials.label().map(SecurityLabel::context).toString());
        return credentials.object().toString();
    }

    private void fileTable(FileTable files) {
        if (!walked.add(files)) {
            return;
        }
        attempt(files::object);
        attempt(files::tasks);
        attempt(files::descriptors)
                .ifPresent(all -> all.forEach(descriptor -> {
                    attempt(descriptor::findFile);
                    attempt(descriptor::file);
                    attempt(descriptor::isCloseOnExec);
                    attempt(() -> files.descriptor(descriptor.number()));
                }));
    }

    private void fs(Fs fs) {
        attempt(() -> fs.workingDirectory().toString());
        attempt(() -> fs.root().toString());
        attempt(fs::umask);
    }

    private void memory(AddressSpace memory) {
        if (!walked.add(memory)) {
            return;
        }
        attempt(memory::record);
        attempt(memory::executable);
        attempt(memory::auxiliaryVector);
        attempt(memory::context);
        attempt(memory::localDescriptorTable);
        attempt(memory::vmas).ifPresent(vmas -> {
            vmas.forEach(this::vma);
            vmas.stream().limit(MOST_LOOK_UPS).forEach(vma -> {
                attempt(() -> memory.vmaAt(vma.start()));
                attempt(() -> memory.pageAt(vma.end() - 1));
            });
        });
    }

    private void vma(Vma vma) {
        attempt(vma::toString);
        attempt(vma::type);
        attempt(vma::file);
        attempt(vma::ownsPages);
        attempt(() -> vma.pageAt(vma.start()));
        attempt(vma::pages).ifPresent(this::pages);
    }

    private void pages(PageSet pages) {
        attempt(pages::size);
        attempt(() -> pages.stream().limit(MOST_PAGES).map(Page::nioBuffer).count());
        for (PageChunk chunk : pages.chunks()) {
            attempt(chunk::pages);
            for (int page = 0; page < Math.min(chunk.size(), MOST_PAGES); page++) {
                int number = page;
                attempt(() -> chunk.address(number));
                attempt(() -> chunk.page(number));
            }
        }
    }

    private void namespaces(Namespaces namespaces) {
        attempt(namespaces::record);
        attempt(() -> namespaces.uts().toString());
        attempt(namespaces::ipc).flatMap(ipc -> ipc).ifPresent(ipc -> {
            attempt(ipc::limits);
            attempt(ipc::segments).ifPresent(segments -> segments.forEach(segment -> pages(segment.pages())));
            attempt(() -> ipc.queues().toString());
            attempt(() -> ipc.semaphoreSets().toString());
        });
    }

    private void signals(TaskSignals signals) {
        attempt(signals::handlers);
        attempt(() -> signals.process().map(p -> p.realTimer() + " " + p.virtualTimer() + p.profilingTimer()));
        attempt(() -> signals.controllingTerminal().map(this::terminal));
        attempt(() -> signals.sharedPending().toString());
        attempt(() -> signals.pending().toString());
        attempt(signals::blocked);
    }

    private String terminal(Terminal terminal) {
        attempt(terminal::record);
        attempt(terminal::master);
        attempt(terminal::lineDiscipline);
        attempt(terminal::unreadInput);
        return attempt(terminal::name).orElse("");
    }

    private void file(OpenFile file) {
        attempt(file::type);
        attempt(file::toString);
        attempt(() -> file.flags().toString());
        attempt(file::access);
        attempt(file::position);
        attempt(() -> file.credentials().map(this::credentials));
        attempt(file::descriptors);
        attempt(file::mappedBy);
        attempt(file::executableOf);
        attempt(file::watchedBy);
        if (file instanceof PipeEnd pipe) {
            attempt(pipe::contents);
            attempt(pipe::isWriteEnd);
        } else if (file instanceof Fifo fifo) {
            attempt(fifo::contents);
        } else if (file instanceof SocketFile socket) {
            attempt(socket::sock).flatMap(sock -> sock).ifPresent(this::sock);
        } else if (file instanceof TtyFile tty) {
            attempt(() -> tty.terminal().map(this::terminal));
        } else if (file instanceof EpollSet set) {
            attempt(() -> set.watches().toString());
            attempt(set::group);
        } else if (file instanceof EventFd eventfd) {
            attempt(eventfd::count);
        }
    }

    private void sock(Sock sock) {
        attempt(sock::summary);
        attempt(sock::record);
        attempt(sock::unix);
        attempt(sock::inet);
        attempt(() -> sock.bindDirectory().toString());
        attempt(sock::peer);
        attempt(sock::file);
        attempt(sock::receivedBytes);
        attempt(sock::writeQueue);
        attempt(sock::receiveQueue)
                .ifPresent(queue -> queue.forEach(buffer -> {
                    attempt(buffer::record);
                    attempt(buffer::sender);
                    attempt(() -> buffer.data().readableBytes());
                }));
    }
}
