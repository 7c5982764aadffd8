package io.tributary.server.settings;

import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The PEM files of a node: its key, its certificate and that of the authority. The paths mean
 * nothing while it is not enabled.
 */
public record TlsFiles(boolean enabled, Path key, Path certificate, Path authority) {
  private static final List<String> KEYS =
      List.of("-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----");
  private static final List<String> CERTIFICATES = List.of("-----BEGIN CERTIFICATE-----");

  /**
   * @throws TributaryException USAGE when a file is missing, or is not what it should be
   */
  static TlsFiles of(Values values) {
    if (!values.flag("tls.enabled")) {
      return new TlsFiles(false, Path.of(""), Path.of(""), Path.of(""));
    }
    return new TlsFiles(
        true,
        pem(values, "tls.key-file", "an unencrypted RSA key in PEM", KEYS),
        pem(values, "tls.cert-file", "a certificate in PEM", CERTIFICATES),
        pem(values, "tls.ca-file", "a certificate in PEM", CERTIFICATES));
  }

  private static Path pem(Values values, String setting, String what, List<String> marks) {
    Path path = Path.of(values.required(setting)).toAbsolutePath();
    try {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      if (marks.stream().noneMatch(text::contains)) {
        throw Values.refused(setting, path + " is not " + what);
      }
      return path;
    } catch (IOException e) {
      throw Values.refused(setting, "the file " + path + " cannot be read");
    }
  }
}
