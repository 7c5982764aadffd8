package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.server.browser.Browser;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/**
 * The page in a real browser, as people use it. With {@code -Dtributary.picture=FILE} it makes the
 * README's picture besides.
 */
public final class PageInBrowserTest extends JUnitSuite {
  private static final String ROW = "[...document.querySelectorAll('#rows > li')]";
  private static final String HOSTILE =
      "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>\u202egpj.exe";

  private static final String ESCAPE = "\ue00c";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Control and A, then Delete, with Control let go. */
  private static final String CLEAR = "\ue009a\ue000\ue017";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;
  private RunningNode node;
  private Browser browser;

  @BeforeClass
  public static void findBrowser() {
    Browser.find();
  }

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    node = RunningNode.start(root, "");
    objects.put("/big.iso", Content.synthetic(1, 200_000_000));
    browser = Browser.start(folder.newFolder("profile").toPath(), 1200, 1300);
  }

  @After
  public void stop() throws Exception {
    // Why one of them was not started is not to be hidden by that.
    try {
      if (browser != null) {
        browser.close();
      }
    } finally {
      if (node != null) {
        node.close();
      }
      objects.close();
    }
  }

  private void enter() throws Exception {
    browser.open(node.url("/"));
    browser.await("return document.getElementById('token-dialog').open");
    browser.type("#token", node.authorization().replace("Bearer ", "") + "\n");
    browser.await("return document.querySelectorAll('#nodes > li').length === 1");
  }

  private void submit(String file, String rate) throws Exception {
    browser.type("body", "n");
    browser.await("return document.getElementById('submit-dialog').open");
    browser.type("[name=source]", objects.url("/big.iso").toString());
    browser.type("[name=destination]", root.resolve(file).toString());
    browser.click("#submit-form summary");
    browser.type("[name=limitRate]", rate + "\n");
    browser.await("return !document.getElementById('submit-dialog').open");
  }

  private void awaitState(String state) throws Exception {
    browser.await(
        "return "
            + ROW
            + "[0]?.dataset.state === arguments[0]"
            + " && document.getElementById('detail').dataset.state === arguments[0]",
        state);
  }

  @Test
  public void aPersonSubmitsWatchesPausesResumesAndCancels() throws Exception {
    browser.open(node.url("/"));
    browser.await("return document.getElementById('token-dialog').open");
    for (int i = 0; i < 3; i++) {
      browser.type("#token", ESCAPE);
    }
    browser.type("#token", "not-the-token-of-this-node\n");
    browser.await("return !document.getElementById('token-wrong').hidden");
    browser.type("#token", node.authorization().replace("Bearer ", "") + "\n");
    browser.await("return document.querySelectorAll('#nodes > li').length === 1");
    assertEquals("up", browser.text("#nodes .badge"));

    submit("big.iso", "2MB/s");
    long begun = System.nanoTime();
    String moved =
        "return /^[1-9][0-9.]* .*B of 190.7 MiB/.test(document.querySelector('#detail"
            + " .numbers').textContent)";
    browser.await(moved);
    System.out.println("progress after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    awaitState("active");
    browser.await(
        "return document.querySelector('#detail tbody tr')?.textContent.startsWith('one')");
    browser.await("return /MiB\\/s/.test(document.getElementById('total').textContent)");
    browser.await("return " + ROW + "[0].querySelector('progress').value > 0.02");
    assertTrue(
        "the map has colour",
        browser
            .js(
                "const map = document.getElementById('part-map');const pixels ="
                    + " map.getContext('2d').getImageData(0, 0, map.width, map.height).data;return"
                    + " new Set(new Uint32Array(pixels.buffer)).size > 3")
            .asBoolean());

    browser.click("#detail [data-verb=pause]");
    awaitState("paused");
    browser.click("#rows [data-verb=resume]");
    awaitState("active");
    browser.click("#rows [data-verb=cancel]");
    browser.await("return document.getElementById('ask-dialog').open");
    browser.click("#ask-no");
    awaitState("active");
    browser.click("#rows [data-verb=cancel]");
    browser.click("#ask-yes");
    awaitState("cancelled");
    try (Stream<Path> left = Files.list(root)) {
      assertFalse(left.anyMatch(file -> file.getFileName().toString().startsWith("big.iso")));
    }
    browser.click("#filters [data-state=failed]");
    browser.await("return !document.getElementById('empty').hidden");
    assertEquals(List.of(), complaints());
  }

  private String value(String field) throws Exception {
    return browser
        .js("return document.getElementById('limit-' + arguments[0]).value", field)
        .asText();
  }

  private boolean visible(String id) throws Exception {
    return browser
        .js("return document.getElementById(arguments[0]).checkVisibility()", id)
        .asBoolean();
  }

  @Test
  public void howManyRequestsAJobHasAtATimeIsChanged() throws Exception {
    enter();
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\", \"manifest\": true}"
            .formatted(manifest(), root.resolve("tree"));
    assertEquals(202, node.send("POST", "/v1/jobs", body).statusCode());
    browser.await("return " + ROW + "[0]?.dataset.state === 'active'");
    browser.click("#rows .name");
    browser.type("#limits summary", "\n");
    browser.await("return document.getElementById('limits').open");
    assertTrue(visible("limit-at-a-time"));
    assertEquals("64", value("at-a-time"));
    browser.type("#limit-at-a-time", CLEAR + "7\n");
    browser.await(
        "return document.querySelector('#limits [role=status]').textContent === 'changed'");
    assertTrue(node.send("GET", "/v1/jobs", "").body().contains("\"requests\":7,"));
    assertEquals("7", value("at-a-time"));
    assertEquals(List.of(), complaints());
  }

  /** Of an object that is never there. */
  private Path manifest() throws Exception {
    objects.fault(When.any().path("/late"), Fault.stallBeforeHead());
    return Files.writeString(root.resolve("manifest"), objects.url("/late") + "\n");
  }

  private boolean allowed(String json) throws Exception {
    return node.send("GET", "/v1/downloads", "").body().contains(json);
  }

  @Test
  public void limitsAreChangedWithTheKeyboardWhileItRuns() throws Exception {
    enter();
    submit("big.iso", "100KB/s");
    awaitState("active");
    browser.type("#limits summary", "\n");
    browser.await("return document.getElementById('limits').open");
    assertEquals("100KB/s", value("rate"));
    assertEquals("", value("requests"));
    assertEquals("normal", value("priority"));

    assertFalse("a job has it", visible("limit-at-a-time"));

    // What is typed stays while the details are drawn anew twice a second.
    String drawn = browser.text("#detail .numbers");
    browser.type("#limit-requests", "12.5");
    browser.await(
        "return document.querySelector('#detail .numbers').textContent !== arguments[0]", drawn);
    assertEquals("12.5", value("requests"));
    browser.type("#limit-requests", ESCAPE);
    browser.await("return !document.getElementById('limits').open");
    assertEquals("given up", "", value("requests"));
    assertEquals(
        "the details are still open",
        "active",
        browser.js("return document.getElementById('detail').dataset.state").asText());
    assertEquals("SUMMARY", browser.js("return document.activeElement.tagName").asText());

    browser.type("#limits summary", "\n");
    String wrong = "<img src=x onerror=\"window.harmed=1\">";
    browser.type("#limit-rate", CLEAR + wrong + "\n");
    browser.await(
        "return document.querySelector('#limits [role=alert]').textContent.includes(arguments[0])",
        wrong);
    assertEquals(
        "0 undefined",
        browser
            .js(
                "return document.querySelectorAll('#limits img').length + ' ' + typeof window.harmed")
            .asText());
    assertTrue(allowed("\"limitRate\":100000,"));
    browser.type("#limit-rate", CLEAR + "3MiB/s");
    browser.type("#limit-priority", "h");
    browser.type("#limit-requests", "7\n");
    browser.await(
        "return document.querySelector('#limits [role=status]').textContent === 'changed'");
    assertEquals("3MiB/s", value("rate"));
    assertEquals("7", value("requests"));
    assertEquals("high", value("priority"));
    assertTrue(allowed("\"priority\":\"high\",\"limitRate\":3145728,\"limitRequests\":7.0,"));
    browser.await(
        "return /[23][.0-9]* MiB\\/s/.test(document.querySelector('#detail .numbers').textContent)");

    // Another person's change is shown, and an empty field is no limit.
    String id = browser.js("return location.hash").asText().split("/", 2)[1];
    assertEquals(
        200, node.send("POST", "/v1/downloads/" + id, "{\"limitRequests\": 70}").statusCode());
    browser.await("return document.querySelector('#limit-requests').value === '70'");
    browser.type("#limit-rate", CLEAR + "\n");
    browser.await(
        "return document.querySelector('#limits [role=status]').textContent === 'changed'");
    assertTrue(allowed("\"priority\":\"high\",\"limitRate\":0,\"limitRequests\":70.0,"));
    browser.await("return document.getElementById('detail').dataset.state === 'completed'");
    assertTrue(browser.js("return document.getElementById('limits').hidden").asBoolean());
    assertEquals(List.of(), complaints().stream().filter(said -> !said.contains("400")).toList());
  }

  /** But that the node asks for its token. */
  private List<String> complaints() throws Exception {
    return browser.messages().stream().filter(message -> !message.contains("401")).toList();
  }

  @Test
  public void hostileNamesAreTextAndPhonesAndDarkRoomsAreServed() throws Exception {
    enter();
    // Not there: the error names what was asked for.
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("source", "s3://bucket/<img src=x onerror=window.harmed=1>");
    body.putObject("sourceOptions")
        .put("endpoint", objects.url("/").toString())
        .put("anonymous", true);
    body.put("destination", root + "/" + HOSTILE.replace("/", "\u2215"));
    assertEquals(202, node.send("POST", "/v1/downloads", body.toString()).statusCode());
    browser.await("return " + ROW + "[0]?.dataset.state !== undefined");
    String shown = browser.text("#rows .name strong");
    assertTrue(shown, shown.startsWith("<img src=x onerror=\"window.harmed=1\"><script>"));
    assertTrue(shown, shown.endsWith("\\u202egpj.exe"));
    browser.click("#rows .name");
    browser.await("return document.getElementById('detail-title').textContent.startsWith('<img')");
    browser.await(
        "return [...document.querySelectorAll('#detail dd')].some(dd =>"
            + " dd.textContent.includes('<img src=x onerror=window.harmed=1>: '))");
    browser.await("return " + ROW + "[0].querySelector('.error').textContent !== ''");
    assertEquals(
        "0 0 undefined",
        browser
            .js(
                "return [document.querySelectorAll('main img').length,"
                    + " document.querySelectorAll('main script').length, typeof"
                    + " window.harmed].join(' ')")
            .asText());

    String dark = background("dark");
    assertFalse(dark.equals(background("light")));
    ObjectNode phone = new ObjectMapper().createObjectNode();
    phone.put("width", 360).put("height", 740).put("deviceScaleFactor", 2).put("mobile", true);
    browser.tool("Emulation.setDeviceMetricsOverride", phone);
    browser.await("return document.documentElement.scrollWidth <= 360");
    browser.js("document.activeElement.blur()");
    assertEquals(List.of(), complaints());
  }

  /** As a browser does when another tab is looked at. */
  private void hide(boolean hidden) throws Exception {
    browser.js(
        "Object.defineProperty(document, 'hidden', {configurable: true, value: arguments[0] ==="
            + " 'true'}); document.dispatchEvent(new Event('visibilitychange'))",
        String.valueOf(hidden));
  }

  @Test
  public void onlyAPageThatIsSeenHoldsAConnectionAndARefusalIsShown() throws Exception {
    browser.open(URI.create("about:blank"));
    node.close();
    node = RunningNode.start(root, "tributary.http.max-listeners = 1");
    enter();
    assertEquals(503, EventStream.ask(node, "").statusCode());
    hide(true);
    HttpResponse<InputStream> another = EventStream.ask(node, "");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (another.statusCode() == 503 && System.nanoTime() < end) {
      another.body().close();
      LockSupport.parkNanos(POLL.toNanos());
      another = EventStream.ask(node, "");
    }
    assertEquals("the place of the page is free", 200, another.statusCode());
    hide(false);
    browser.await("return document.getElementById('state').textContent.includes('listen')");
    another.body().close();
    browser.await("return document.getElementById('state').textContent.includes('1 of 1 nodes')");
  }

  /** On demand: what the README shows. */
  @Test
  public void thePictureForTheReadme() throws Exception {
    String file = System.getProperty("tributary.picture", "");
    Assume.assumeFalse("a picture is asked for", file.isEmpty());
    enter();
    for (String name : List.of("weights.safetensors", "archive-2026-11.tar.zst")) {
      post("/big.iso", name, ", \"options\": {\"limitRate\": \"3MB/s\"}");
    }
    objects.put("/small", Content.synthetic(2, 12_000_000));
    post("/small", "release-notes.pdf", "");
    post("/gone", "gone.csv", "");
    submit("debian-13.iso", "7MB/s");
    browser.await("return " + ROW + "[0].querySelector('progress').value > 0.55");
    browser.await("return document.querySelectorAll('[data-state=failed].row').length === 1");
    browser.js("document.activeElement.blur()");
    Files.write(Path.of(file), browser.picture());
  }

  private void post(String path, String file, String more) throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"%s}"
            .formatted(objects.url(path), root.resolve(file), more);
    assertEquals(202, node.send("POST", "/v1/downloads", body).statusCode());
  }

  private String background(String scheme) throws Exception {
    ObjectNode media = new ObjectMapper().createObjectNode();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    browser.tool("Emulation.setEmulatedMedia", media);
    return browser.js("return getComputedStyle(document.body).backgroundColor").asText();
  }
}
