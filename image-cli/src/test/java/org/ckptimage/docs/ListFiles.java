package org.ckptimage.docs;

import java.io.IOException;
import java.nio.file.Path;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.Task;

class ListFiles {
    public static void main(String[] args) throws IOException {
        try (Image image = Image.open(Path.of(args[0]))) {
            for (Task task : image.tasks())
                for (Descriptor descriptor : task.files().descriptors())
                    System.out.println(task.pid() + ":" + descriptor.number() + " " + descriptor.file());
        }
    }
}
