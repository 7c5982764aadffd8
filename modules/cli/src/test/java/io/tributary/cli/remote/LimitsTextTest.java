package io.tributary.cli.remote;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LimitsTextTest extends JUnitSuite {
  private static String lastLine(String throttled) throws Exception {
    String json =
        """
        {"cluster": {"connections": 64, "requestsPerSecond": 2.5, "bytesPerSecond": 0},
         "share": {"connections": 32, "requestsPerSecond": 1.25, "bytesPerSecond": 0},
         "throttled": [%s]}
        """
            .formatted(throttled);
    String page = LimitsText.page(new JsonMapper().readTree(json));
    return page.substring(page.lastIndexOf('\n') + 1);
  }

  @Test
  public void limitsAreATable() throws Exception {
    assertEquals("this node     32            1.25          -", lastLine(""));
  }

  @Test
  public void aBucketIsSaidToServeSomeOrToBeLeftAloneOrBoth() throws Exception {
    assertEquals(
        "s3://b serves this node 12 requests at a time",
        lastLine("{\"bucket\": \"s3://b\", \"most\": 12, \"pausedMillis\": 0}"));
    assertEquals(
        "s3://b is left alone for 7 s",
        lastLine("{\"bucket\": \"s3://b\", \"most\": null, \"pausedMillis\": 6200}"));
    assertEquals(
        "s3://b is left alone for 7 s, then serves this node 12 requests at a time",
        lastLine("{\"bucket\": \"s3://b\", \"most\": 12, \"pausedMillis\": 7000}"));
  }
}
