package io.tributary.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** curl against the testkit, where there is a curl; in continuous integration there must be. */
public final class CurlTest extends JUnitSuite {
  private static final int PARTIAL_FILE = 18;
  private static final int HTTP_ERROR = 22;
  private static final int UNKNOWN_AUTHORITY = 60;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(1, 1_000_000);
  private Path file;

  @Before
  public void findCurl() throws Exception {
    boolean found;
    try {
      found = new ProcessBuilder("curl", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      found = false;
    }
    assertTrue("curl is installed", found || System.getenv("CI") == null);
    Assume.assumeTrue("curl is installed", found);
    file = folder.newFolder().toPath().resolve("out");
  }

  @Test
  public void aRangeAndAnError() throws Exception {
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/x", content);
      assertEquals(0, curl("--range", "1000-1999", server.url("/x")));
      assertArrayEquals(content.slice(1000, 1000), Files.readAllBytes(file));
      assertEquals(HTTP_ERROR, curl("--fail", server.url("/missing")));
    }
  }

  @Test
  public void aTruncatedDownloadIsContinued() throws Exception {
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/x", content);
      server.fault(When.any().once(), Fault.closeAfter(400_000));
      assertEquals(PARTIAL_FILE, curl(server.url("/x")));
      assertEquals(400_000, Files.size(file));
      assertEquals(0, curl("-C", "-", server.url("/x")));
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
      assertEquals("bytes=400000-", server.requests().get(1).header("Range").orElseThrow());
    }
  }

  @Test
  public void theAuthorityIsTrustedByItsPem() throws Exception {
    TestAuthority authority = TestAuthority.create();
    Path pem = folder.newFile().toPath();
    Files.writeString(pem, authority.pem());
    try (ObjectServer server = ObjectServer.builder().tls(authority.issue("127.0.0.1")).start()) {
      server.put("/x", content);
      assertEquals(UNKNOWN_AUTHORITY, curl(server.url("/x")));
      assertEquals(0, curl("--cacert", pem.toString(), server.url("/x")));
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
    }
  }

  private int curl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("curl", "-q", "--silent", "--noproxy", "*", "--max-time", "60"));
    command.addAll(List.of("--output", file.toString()));
    command.addAll(List.of(arguments));
    Process curl = new ProcessBuilder(command).start();
    assertTrue("curl does not end", curl.waitFor(120, TimeUnit.SECONDS));
    return curl.exitValue();
  }
}
