package io.tributary.server.browser;

import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Assume;

/**
 * A real Chromium without a window, by its ChromeDriver: what WebDriver says, and no more of it.
 */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern STARTED = Pattern.compile("successfully on port ([0-9]+)");
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final int ANSWER_SECONDS = 120;

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private String session = "";

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.url = "http://127.0.0.1:" + port + "/session";
  }

  /** Leaves the test out where there is no browser; in continuous integration there must be. */
  public static void find() {
    boolean found = program("chromium").isPresent() && program("chromedriver").isPresent();
    assertTrue("chromium and chromedriver are installed", found || System.getenv("CI") == null);
    Assume.assumeTrue("chromium and chromedriver are installed", found);
  }

  private static java.util.Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty directory for its files
   */
  public static Browser start(Path profile, int width, int height) throws Exception {
    Process driver =
        new ProcessBuilder(program("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    try {
      Browser browser = new Browser(driver, port(driver));
      browser.begin(profile, width, height);
      return browser;
    } catch (Exception | AssertionError e) {
      end(driver);
      throw e;
    }
  }

  /** With what it has started; it would outlive the tests. */
  private static void end(Process driver) {
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    driver.destroyForcibly();
  }

  private void begin(Path profile, int width, int height) throws Exception {
    ObjectNode options = MAPPER.createObjectNode();
    options.put("binary", program("chromium").orElseThrow().toString());
    ArrayNode arguments = options.putArray("args");
    List.of(
            "--headless=new",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--user-data-dir=" + profile,
            "--window-size=" + width + "," + height)
        .forEach(arguments::add);
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root otherwise, as it would in a container.
      arguments.add("--no-sandbox");
    }
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
    wanted.put("browserName", "chrome").set("goog:chromeOptions", options);
    wanted.putObject("goog:loggingPrefs").put("browser", "ALL");
    session = "/" + post("", body).get("sessionId").asText();
  }

  private static int port(Process driver) throws Exception {
    FutureTask<Integer> port = new FutureTask<>(() -> saidPort(driver));
    Thread reader = new Thread(port, "chromedriver");
    reader.setDaemon(true);
    reader.start();
    return port.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  private static int saidPort(Process driver) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
      all.append(line).append('\n');
    }
    throw new IOException("chromedriver does not start: " + all);
  }

  public void open(URI page) throws Exception {
    post("/url", MAPPER.createObjectNode().put("url", page.toString()));
  }

  /** Clicks where a person would: what lies under something else cannot be clicked. */
  public void click(String css) throws Exception {
    post("/element/" + element(css) + "/click", MAPPER.createObjectNode());
  }

  public void type(String css, String text) throws Exception {
    post("/element/" + element(css) + "/value", MAPPER.createObjectNode().put("text", text));
  }

  private String element(String css) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("using", "css selector").put("value", css);
    return post("/element", body).get(ELEMENT).asText();
  }

  public String text(String css) throws Exception {
    return js("return document.querySelector(arguments[0])?.textContent ?? ''", css).asText();
  }

  /** The value of a script in the page. */
  public JsonNode js(String script, String... arguments) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("script", script);
    ArrayNode list = body.putArray("args");
    List.of(arguments).forEach(list::add);
    return post("/execute/sync", body);
  }

  /** Waits until a script in the page returns something true. */
  public JsonNode await(String script, String... arguments) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    JsonNode value = js(script, arguments);
    while (!value.asBoolean(!value.isBoolean() && !value.isNull())) {
      assertTrue(
          "never true: " + script + "\n" + js("return document.body.innerText") + messages(),
          System.nanoTime() < end);
      value = js(script, arguments);
    }
    return value;
  }

  /** A command of the Chrome DevTools protocol. */
  public void tool(String command, ObjectNode parameters) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("cmd", command);
    body.set("params", parameters);
    post("/goog/cdp/execute", body);
  }

  /** What the browser complains of: errors, and what the page's policy forbids. */
  public List<String> messages() throws Exception {
    List<String> messages = new ArrayList<>();
    JsonNode all = post("/se/log", MAPPER.createObjectNode().put("type", "browser"));
    for (JsonNode message : all) {
      if (message.get("level").asText().equals("SEVERE")) {
        messages.add(message.get("message").asText());
      }
    }
    return messages;
  }

  /** A picture of what is to be seen, as PNG. */
  public byte[] picture() throws Exception {
    return Base64.getDecoder().decode(send("GET", "/screenshot", null).asText());
  }

  private JsonNode post(String path, ObjectNode body) throws Exception {
    return send("POST", path, body);
  }

  private JsonNode send(String method, String path, ObjectNode bodyOrNull) throws Exception {
    HttpRequest.BodyPublisher body =
        bodyOrNull == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(bodyOrNull.toString());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + session + path))
            .timeout(Duration.ofSeconds(ANSWER_SECONDS))
            .method(method, body)
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode value = MAPPER.readTree(answer.body()).get("value");
    assertTrue(
        path + " " + bodyOrNull + ": " + value.path("message").asText(),
        answer.statusCode() == 200);
    return value;
  }

  @Override
  public void close() throws Exception {
    try {
      if (!session.isEmpty()) {
        send("DELETE", "", null);
      }
    } finally {
      end(driver);
    }
  }
}
