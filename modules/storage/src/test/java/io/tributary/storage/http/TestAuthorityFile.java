package io.tributary.storage.http;

import io.tributary.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A test authority's certificate as the file that users name. */
final class TestAuthorityFile {
  private TestAuthorityFile() {}

  static String of(TestAuthority authority) {
    try {
      Path file = Files.createTempFile("authority", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, authority.pem()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
