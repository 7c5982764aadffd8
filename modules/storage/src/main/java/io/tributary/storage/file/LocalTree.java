package io.tributary.storage.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import io.tributary.storage.Destination;
import io.tributary.storage.tree.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tree on a local or mounted file system. Where that takes several spellings for one name, in
 * upper or lower case or in other Unicode, what is there under another spelling is refused.
 */
public final class LocalTree implements FileTree {
  private static final Set<OpenOption> NEW = Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(FileOwnership.OWNER_ONLY);

  private final DiskCalls disk;
  private final TreeDirectories directories;
  private final TreeNames names;

  LocalTree(Path root, DiskCalls disk) {
    this.disk = disk;
    this.names = new TreeNames(disk);
    this.directories = new TreeDirectories(root, disk, names);
  }

  /**
   * The tree below {@code root}. Reads the file system and changes nothing.
   *
   * @param root made when the first file comes; a link to a directory is followed, those below it
   *     only to what is below it as well
   * @throws TributaryException LOCAL_DISK when the directory that it is in is not there or cannot
   *     be reached, or when it is no directory
   */
  public static LocalTree of(Path root) {
    return of(root, new DiskCalls());
  }

  static LocalTree of(Path root, DiskCalls disk) {
    return new LocalTree(FinalName.resolveDirectory(root), disk);
  }

  /** A fresh suffix for {@link #create}, also for any number of files at once. */
  public static String newSuffix() {
    return TemporaryName.randomPart();
  }

  @Override
  public Optional<Destination.Existing> existing(KeyPath path) {
    Optional<TreeDirectory> directory = directories.find(parent(path));
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    Path file = directory.get().path().resolve(name(path));
    try {
      Optional<PosixFileAttributes> found =
          disk.glance(file).filter(PosixFileAttributes::isRegularFile);
      if (found.isPresent()) {
        names.requireSpelling(directory.get(), file, "look at");
      }
      return found.map(
          each -> new Destination.Existing(each.size(), each.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      throw DiskFailure.of("look at", file, e);
    }
  }

  @Override
  public void makeDirectory(KeyPath path) {
    TreeDirectory unused = directories.make(path.components());
  }

  @Override
  public GrowingFile create(KeyPath path, String suffix) {
    String temporary = TemporaryName.of(name(path), suffix);
    List<String> parent = parent(path);
    try {
      return create(directories.make(parent), path, temporary);
    } catch (NoSuchFileException gone) {
      // Somebody has deleted a directory that was there.
      directories.forget();
    } catch (IOException e) {
      throw DiskFailure.ofCreation(path.under(directories.root()), disk, e);
    }
    try {
      return create(directories.make(parent), path, temporary);
    } catch (IOException e) {
      throw DiskFailure.ofCreation(path.under(directories.root()), disk, e);
    }
  }

  private GrowingFile create(TreeDirectory directory, KeyPath path, String temporary)
      throws IOException {
    Path file = directory.path().resolve(temporary);
    FileChannel channel = disk.open(file, NEW, OWNER_ONLY);
    return new TreeFile(directory, file, name(path), channel, disk, names);
  }

  @Override
  public void abandon(KeyPath path, String suffix) {
    Optional<TreeDirectory> directory = directories.find(parent(path));
    if (directory.isEmpty()) {
      return;
    }
    Path file = directory.get().path().resolve(TemporaryName.of(name(path), suffix));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskFailure.of("delete", file, e);
    }
  }

  @Override
  public void flushDirectories(Iterable<KeyPath> paths) {
    Set<List<String>> all = new LinkedHashSet<>();
    for (KeyPath path : paths) {
      // Those above as well: they may be as new, and cost little when they are not.
      for (List<String> each = parent(path); all.add(each) && !each.isEmpty(); ) {
        each = each.subList(0, each.size() - 1);
      }
    }
    all.forEach(directories::flush);
  }

  int rememberedDirectories() {
    return directories.remembered();
  }

  private static List<String> parent(KeyPath path) {
    return path.components().subList(0, path.components().size() - 1);
  }

  private static String name(KeyPath path) {
    return path.components().get(path.components().size() - 1);
  }

  @Override
  public String toString() {
    return directories.root().toString();
  }
}
