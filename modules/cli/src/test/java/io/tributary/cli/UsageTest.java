package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Bad input: what is said, with which exit code, and that nothing is left behind. */
public final class UsageTest extends JUnitSuite {
  private static final String URL = "http://127.0.0.1:1/object";

  /** A command line, its exit code, and what its one line of error must hold. */
  private record Row(String commandLine, int exitCode, String says) {}

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path root;

  @Before
  public void prepare() throws IOException {
    root = folder.getRoot().toPath();
    Files.writeString(root.resolve("file"), "x");
  }

  private List<Row> rows() {
    String out = root + "/out";
    return List.of(
        new Row("get", 2, "missing required parameters: 'SOURCE', 'DEST'"),
        new Row("get " + URL, 2, "missing required parameter: 'DEST'"),
        new Row("get " + URL + " a b", 2, "one argument too many"),
        new Row("gte " + URL + " a", 2, "did you mean 'get'?"),
        new Row("get --part-sise 1MiB " + URL + " " + out, 2, "did you mean '--part-size'?"),
        new Row("get --part-size 0 " + URL + " " + out, 2, "--part-size: '0' is not within"),
        new Row("get --part-size 99KiB " + URL + " " + out, 2, "not within 100KiB to 5GiB"),
        new Row("get --part-size 6GiB " + URL + " " + out, 2, "not within 100KiB to 5GiB"),
        new Row("get --part-size 1XB " + URL + " " + out, 2, "'1XB' is not a size"),
        new Row("get --lanes 0 " + URL + " " + out, 2, "auto nor a number from 1 to 256"),
        new Row("get --lanes 257 " + URL + " " + out, 2, "auto nor a number from 1 to 256"),
        new Row("get --lanes -1 " + URL + " " + out, 2, "auto nor a number from 1 to 256"),
        new Row("get --retries -1 " + URL + " " + out, 2, "'-1' is not a number from 0"),
        new Row("get --limit-rate fast " + URL + " " + out, 2, "'fast' is not a rate"),
        new Row("get --timeout 5 " + URL + " " + out, 2, "'5' is not a duration"),
        new Row("get --timeout 0s " + URL + " " + out, 2, "not within 1ms to 1d"),
        new Row("get --traffic-limit 1 " + URL + " " + out, 2, "from 819200 to 838860800"),
        new Row("get --range 5-3 " + URL + " " + out, 2, "'5-3' is not a range"),
        new Row("get --range abc " + URL + " " + out, 2, "'abc' is not a range"),
        new Row("get --range -0 " + URL + " " + out, 2, "'-0' is not a range"),
        new Row("get --checksum sha256:abc " + URL + " " + out, 2, "64 hexadecimal digits"),
        new Row("get --checksum sha3:abc " + URL + " " + out, 2, "unknown checksum algorithm"),
        new Row("get --if-exists never " + URL + " " + out, 2, "overwrite, skip, fail, newer"),
        new Row("get --header nocolon " + URL + " " + out, 2, "'Name: value'"),
        new Row("get --header Range:bytes=0-1 " + URL + " " + out, 2, "set by the download"),
        new Row("get --header @/no/such " + URL + " " + out, 2, "cannot be read"),
        new Row("get --ca-file /no/such " + URL + " " + out, 2, "cannot be read"),
        new Row("get --version-id 7 " + URL + " " + out, 2, "it is for s3:// and oss:// only"),
        new Row("ls --version-id 7 s3://bucket/dir/", 2, "a listing has no version"),
        new Row("get ftp://host/x " + out, 2, "its scheme is unknown"),
        new Row("get object " + out, 2, "does not begin with a scheme"),
        new Row("get oss://bucket/ " + out, 2, "it names no object"),
        new Row("get oss://bucket " + out, 2, "it names no object"),
        new Row("get http://host:99999/x " + out, 2, "its port is not a number"),
        new Row("get " + URL + " -", 2, "use 'tributary cat'"),
        new Row("get http://127.0.0.1:1/ " + root, 2, "give the name of the file as DEST"),
        new Row("get http://127.0.0.1:1/%2e%2e " + root, 2, "give the name of the file as DEST"),
        new Row("get " + URL + " " + root + "/none/out", 8, "there is no directory"),
        new Row("get " + URL + " " + root + "/none/", 8, "there is no directory"),
        new Row("get " + URL + " " + root + "/file/out", 8, "is not a directory"),
        new Row("get " + URL + " " + root + "/file/", 8, "is not a directory"),
        new Row("get --state-dir " + root + "/file " + URL + " " + out, 10, "not a directory"),
        new Row("get http://127.0.0.1:1/caf\ufffd " + out, 2, "SOURCE holds bytes that are not"),
        new Row("get " + URL + " " + root + "/caf\ufffd", 2, "DEST holds bytes that are not"),
        new Row("get -R s3://b", 2, "missing required parameter: 'DEST'"),
        new Row("get --dry-run " + URL + " " + out, 2, "add --recursive or --manifest"),
        new Row("get --exclude x " + URL + " " + out, 2, "add --recursive or --manifest"),
        new Row("get --receipt r " + URL + " " + out, 2, "add --recursive or --manifest"),
        new Row("get -R --include [x s3://bkt/ " + out, 2, "has a [ without a ]"),
        new Row("get -R --min-size 5 --max-size 4 s3://bkt/ " + out, 2, "size of 5 to 4"),
        new Row("get -R --newer-than soon s3://bkt/ " + out, 2, "'soon' is no time"),
        new Row("get -R --compare luck s3://bkt/ " + out, 2, "time, size, checksum, nothing"),
        new Row("get -R --names keep s3://bkt/ " + out, 2, "refuse, encode"),
        new Row("get -R --large 1KiB s3://bkt/ " + out, 2, "less than 1MiB"),
        new Row("get -R --requests 257 s3://bkt/ " + out, 2, "not within 1 to 256"),
        new Row("change --requests 0 id", 2, "not within 1 to 256"),
        new Row("change id", 2, "name --limit-rate, --limit-requests, --priority or --requests"),
        new Row("get -R --range 0-9 s3://bkt/ " + out, 2, "it is for one object"),
        new Row("get -R --if-exists skip s3://bkt/ " + out, 2, "see --compare"),
        new Row("get -R --version-id 7 s3://bkt/ " + out, 2, "it is for one object"),
        new Row("get -R --include x s3://bkt/* " + out, 2, "SOURCE has wildcards"),
        new Row("get -R --dry-run --receipt r s3://bkt/ " + out, 2, "a dry run writes nothing"),
        new Row("get -R --receipt r --failures r s3://bkt/ " + out, 2, "name two files"),
        new Row("get -R s3://bkt/ " + root + "/none/out", 8, "there is no directory"),
        new Row("get -R s3://bkt/ " + root + "/file", 8, "is not a directory"),
        new Row("get --manifest /no/such " + out, 2, "there is no file '/no/such'"),
        new Row("get --manifest " + root + "/file a b", 2, "one argument too many"),
        new Row("get --manifest " + root + "/file", 2, "missing required parameter: 'DEST'"),
        new Row("get -R --manifest " + root + "/file " + out, 2, "leave one of them out"),
        new Row("verify", 2, "missing required parameter: 'RECEIPT'"),
        new Row("verify /no/such", 8, "it does not exist"),
        new Row("verify " + root + "/file", 2, "read the receipt"),
        new Row("repair --jobs 0 " + root + "/file", 2, "not within 1 to 256"),
        new Row("cat --part-size 1GiB " + URL, 2, "limited to 128MiB"),
        new Row("completion fish", 2, "none of bash, zsh"),
        new Row("state clean", 2, "either DEST…, or --all"),
        new Row("state show " + out, 3, "there is none in"),
        new Row("node", 2, "missing required option: '--config=FILE'"),
        new Row("node --config /no/such", 2, "it cannot be read"),
        new Row("list --token-file " + root + "/none", 2, "cannot be read"),
        new Row("list --server ftp://x --token-file " + root + "/file", 2, "not http:// or"),
        new Row("show --token-file " + root + "/file ../x", 2, "ID is not that of a download"),
        new Row("list --server http://127.0.0.1:1 --token-file " + root + "/file", 7, "--server"),
        new Row("ready --wait soon", 2, "'soon' is not a duration"),
        new Row("ready --server http://127.0.0.1:1", 7, "check --server"),
        new Row("stat", 2, "missing required parameter: 'SOURCE'"));
  }

  @Test
  public void badInputIsOneLineThatSaysWhatToDoAndLeavesNothing() throws IOException {
    for (Row row : rows()) {
      Outcome outcome = new InProcess(root.resolve("home")).run(row.commandLine());
      String shown = row.commandLine() + "\n" + outcome;
      assertEquals(shown, row.exitCode(), outcome.exitCode());
      assertEquals(shown, 1, outcome.err().lines().count());
      assertTrue(shown, outcome.err().startsWith("tributary: cannot "));
      assertTrue(shown, outcome.err().contains(row.says()));
      assertEquals(shown, "", outcome.out());
    }
    assertEquals(List.of("file"), List.of(root.toFile().list()));
  }

  @Test
  public void noSecretOfTheCommandLineIsRepeated() {
    String url = "https://user:hidden@host/x?Signature=hidden";
    for (String commandLine :
        List.of(
            "get " + url + " a b",
            "get " + url.replace("host", "host:0") + " a",
            "get --header hidden http://h/x a",
            "get --headers=hidden http://h/x a",
            "get --proxy",
            url)) {
      Outcome outcome = new InProcess(root).run(commandLine);
      assertEquals(commandLine, 2, outcome.exitCode());
      assertFalse(commandLine + "\n" + outcome, outcome.err().contains("hidden"));
    }
  }

  @Test
  public void theSourceCanComeFromStandardInput() {
    Outcome outcome = new InProcess(root).input("ftp://host/x\n").run("stat -");
    assertTrue(outcome.toString(), outcome.err().contains("its scheme is unknown"));
    assertEquals(2, new InProcess(root).run("stat -").exitCode());
  }

  @Test
  public void helpIsForPeopleWhoAskAndExitsWithZero() {
    for (String commandLine : List.of("--help", "get -h", "stat --help", "state clean --help")) {
      Outcome outcome = new InProcess(root).run(commandLine);
      assertEquals(0, outcome.exitCode());
      assertTrue(outcome.toString(), outcome.out().startsWith("Usage: tributary"));
    }
    assertEquals(2, new InProcess(root).run("").exitCode());
  }
}
