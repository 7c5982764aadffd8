package io.tributary.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ObjectServerMainTest extends JUnitSuite {

  @Test
  public void anObjectOfAnySizeIsServedByAProcessOfItsOwn() throws Exception {
    Process process = start("--oss", "--public", "bucket", "--object", "/bucket/a b=200GiB");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(out.readLine().startsWith("listening on http://127.0.0.1:"));
      String url = out.readLine();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).header("Range", "bytes=-5").build();
      var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
      assertEquals(206, response.statusCode());
      assertEquals(5, response.body().length);
      assertTrue(response.headers().firstValue("x-oss-hash-crc64ecma").isPresent());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  public void misuseIsExplained() throws Exception {
    Process process = start("--object", "nothing");
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      assertEquals("not PATH=SIZE: nothing", err.readLine());
      assertTrue(err.readLine().startsWith("usage: "));
    }
    assertEquals(2, process.waitFor());
  }

  private static Process start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ObjectServerMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
