package io.tributary.server.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.server.settings.DescribedSettings.Setting;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/**
 * docs/configuration.md says what the files of defaults say, and those say what a node does. With
 * {@code -Dtributary.write-pages=true} the page is written anew.
 */
public final class ConfigurationPageTest extends JUnitSuite {
  private static final Path PAGE = Path.of("../../docs/configuration.md").toAbsolutePath();
  private static final String BEGIN = "<!-- settings: begin, by ConfigurationPageTest -->\n\n";
  private static final String END = "<!-- settings: end -->\n";

  private static final Pattern AMOUNT = Pattern.compile("\\d+ ?([a-zA-Z]*)");
  private static final Pattern RANGE =
      Pattern.compile("\\b(\\d+(?: ?[a-zA-Z]+)?) to (\\d+(?: ?[KMG]iB|[a-z]+)?)");

  /** A dispatcher's settings are Akka's. */
  private static final Pattern AKKAS =
      Pattern.compile(
          ".*-dispatcher\\.(type|executor|throughput|.*\\.allow-core-timeout|.*\\.keep-alive-time)");

  /** What the tests' nodes have more time by, which counts more than what a file says. */
  private static final String START_TIMEOUT = "tributary.local-node.start-timeout";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String startTimeoutOrNull;

  @Before
  public void takeFilesAtTheirWord() {
    startTimeoutOrNull = System.clearProperty(START_TIMEOUT);
    ConfigFactory.invalidateCaches();
  }

  @After
  public void giveBack() {
    if (startTimeoutOrNull != null) {
      System.setProperty(START_TIMEOUT, startTimeoutOrNull);
    }
    ConfigFactory.invalidateCaches();
  }

  @Test
  public void thePageHasEachSettingWithItsDefaultAndMeaning() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue("a place for them", begin >= BEGIN.length() && end >= begin);
    String tables = ConfigurationPage.tables();
    if (Boolean.getBoolean("tributary.write-pages")) {
      Files.writeString(PAGE, page.substring(0, begin) + tables + page.substring(end));
      return;
    }
    assertEquals("write it anew: -Dtributary.write-pages=true", tables, page.substring(begin, end));
  }

  @Test
  public void eachSettingIsDescribedAndNumbersHaveARange() {
    List<String> missing = new ArrayList<>();
    for (Setting setting : ConfigurationPage.own().all()) {
      boolean said =
          !AMOUNT.matcher(setting.standard()).matches()
              || setting.meaning().contains("0 for no limit")
              || RANGE.matcher(setting.meaning()).find();
      if (!AKKAS.matcher(setting.name()).matches() && (setting.meaning().isEmpty() || !said)) {
        missing.add(setting.name());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  public void aNodeKeepsToTheRanges() throws IOException {
    int ranges = 0;
    for (Setting setting : ConfigurationPage.own().all()) {
      Matcher range = RANGE.matcher(setting.meaning());
      if (AMOUNT.matcher(setting.standard()).matches() && range.find()) {
        takes(setting.name(), range.group(1));
        takes(setting.name(), range.group(2));
        takes(setting.name(), setting.standard());
        refuses(setting.name(), beyond(setting, range.group(2), 1));
        if (!range.group(1).matches("0[a-z]*")) {
          refuses(setting.name(), beyond(setting, range.group(1), -1));
        }
        ranges++;
      }
    }
    assertTrue("ranges: " + ranges, ranges > 60);
  }

  /** One more or one less, in the unit that a default of this kind is read by. */
  private static String beyond(Setting setting, String bound, int step) {
    var value = ConfigFactory.parseString("it = " + bound);
    Matcher amount = AMOUNT.matcher(setting.standard());
    assertTrue(amount.matches());
    String unit = amount.group(1);
    if (unit.isEmpty()) {
      return new BigInteger(bound).add(BigInteger.valueOf(step)).toString();
    }
    return unit.endsWith("iB")
        ? String.valueOf(value.getBytes("it") + step)
        : Duration.ZERO.plus(value.getDuration("it")).plusMillis(step).toMillis() + "ms";
  }

  private void takes(String name, String value) throws IOException {
    NodeFile.read(file(name, value));
  }

  private void refuses(String name, String value) throws IOException {
    Path file = file(name, value);
    TributaryException thrown =
        Assert.assertThrows(
            name + " = " + value, TributaryException.class, () -> NodeFile.read(file));
    assertEquals(FailureKind.USAGE, thrown.kind());
    String said = thrown.failure().oneLine();
    assertTrue(said, said.contains(name + ":") && said.contains("not within"));
  }

  private Path file(String name, String value) throws IOException {
    return Files.writeString(
        folder.getRoot().toPath().resolve("node.conf"),
        "tributary.node.name = one\ntributary.http.token-file = /t\n%s = %s\n"
            .formatted(name, value));
  }
}
