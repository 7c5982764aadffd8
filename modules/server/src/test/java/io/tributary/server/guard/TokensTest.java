package io.tributary.server.guard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Whose token a request has, and which files of tokens are believed. */
public final class TokensTest extends JUnitSuite {
  private static final String ALICE = "alices-token-0123456789";
  private static final String GRAPH = "graphs-token-0123456789";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file(String text) throws IOException {
    Path file = folder.newFile().toPath();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(file, text);
  }

  private static Optional<String> name(Tokens tokens, String authorization) {
    return tokens.caller(authorization).map(Caller::name);
  }

  @Test
  public void eachTokenHasItsNameAndRole() throws IOException {
    Path single = file("the-old-token-0123456789\n");
    Path named = file("# who\n\nalice  write " + ALICE + "\ngraph read\t" + GRAPH + "\n");
    Tokens tokens = Tokens.read(Optional.of(single), false, Optional.of(named));
    assertEquals(
        Optional.of(new Caller("token", Role.WRITE)),
        tokens.caller("Bearer the-old-token-0123456789"));
    assertEquals(Optional.of(new Caller("alice", Role.WRITE)), tokens.caller("bearer " + ALICE));
    assertEquals(Optional.of(new Caller("graph", Role.READ)), tokens.caller("Bearer " + GRAPH));
    for (String wrong :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic " + ALICE,
            ALICE,
            "Bearer " + ALICE + "x")) {
      assertEquals(wrong, Optional.empty(), name(tokens, wrong));
    }
  }

  @Test
  public void whoMayOnlyReadChangesNothing() {
    for (String reading : List.of("GET", "HEAD", "OPTIONS")) {
      assertTrue(reading, Role.READ.permits(reading));
    }
    for (String changing : List.of("POST", "PUT", "DELETE", "PATCH", "get")) {
      assertFalse(changing, Role.READ.permits(changing));
      assertTrue(changing, Role.WRITE.permits(changing));
    }
  }

  @Test
  public void aFileOfTokensThatIsNotOneIsRefusedWithoutItsContent() throws IOException {
    for (List<String> row :
        List.of(
            List.of("", "it holds 0 tokens"),
            List.of(
                "a read " + ALICE + "\nb admin " + GRAPH, "line 2 is not a name, read or write"),
            List.of(ALICE, "line 1 is not a name"),
            List.of("a read short", "line 1 has a token of fewer than 16"),
            List.of("a read " + ALICE + "\na write " + GRAPH, "line 2 has the name of another"),
            List.of("token read " + ALICE, "line 1 has the name of another"),
            List.of("a read " + ALICE + "\nb write " + ALICE, "the token 'b' is another one's"),
            List.of("#" + "x".repeat(70_000), "longer than"))) {
      Path named = file(row.get(0));
      TributaryException thrown =
          Assert.assertThrows(
              row.get(1),
              TributaryException.class,
              () -> Tokens.read(Optional.empty(), false, Optional.of(named)));
      String said = thrown.failure().oneLine();
      assertEquals(said, FailureKind.USAGE, thrown.kind());
      assertTrue(said, said.contains(row.get(1)) && said.contains(named.toString()));
      assertFalse(said, said.contains(ALICE) || said.contains(GRAPH) || said.contains("short"));
    }
  }

  @Test
  public void aFileOfTokensThatOthersMayReadIsRefused() throws IOException {
    Path named = file("alice write " + ALICE);
    for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
      Files.setPosixFilePermissions(named, PosixFilePermissions.fromString(rights));
      TributaryException thrown =
          Assert.assertThrows(
              rights,
              TributaryException.class,
              () -> Tokens.read(Optional.empty(), false, Optional.of(named)));
      assertTrue(thrown.failure().oneLine().contains("chmod 600"));
    }
  }
}
