package io.tributary.benchmarks.origin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * The origin's own certificate, made by the JDK's keytool.
 *
 * @param pem the certificate, which is its own authority
 * @param key the private key
 */
record Certificate(Path pem, Path key) {
  private static final String PASSWORD = "unused";
  private static final String ALIAS = "origin";
  private static final int LINE_CHARACTERS = 64;

  static Certificate create(Path directory) throws IOException {
    Path store = directory.resolve("origin.p12");
    run(store);
    try (InputStream input = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(input, PASSWORD.toCharArray());
      Certificate created =
          new Certificate(directory.resolve("origin.crt"), directory.resolve("origin.key"));
      byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(created.pem, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      Files.writeString(created.key, pem("PRIVATE KEY", key));
      return created;
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool has left no certificate", e);
    }
  }

  private static void run(Path store) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,ip:127.0.0.2,ip:127.0.0.3,ip:127.0.0.4,dns:localhost",
            "-ext",
            "bc=ca:true",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String body =
        Base64.getMimeEncoder(LINE_CHARACTERS, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
