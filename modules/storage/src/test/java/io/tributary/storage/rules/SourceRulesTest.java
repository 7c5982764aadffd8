package io.tributary.storage.rules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.ParsedLocator;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** From where a node fetches, by the spelling of locators, and what it never connects to. */
public final class SourceRulesTest extends JUnitSuite {
  private static final List<String> USUAL =
      List.of("169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200");

  private static SourceRules rules(List<String> allowed, List<String> forbidden) {
    return SourceRules.of(
        ConfigFactory.parseMap(
            Map.of(
                "tributary.source.allowed", allowed,
                "tributary.source.forbidden-addresses", forbidden)));
  }

  private static void allowed(SourceRules rules, String source) {
    rules.require(ParsedLocator.parsePrefix(source).locator(), "");
  }

  private static String refused(SourceRules rules, String source, String endpoint) {
    TributaryException thrown =
        Assert.assertThrows(
            source,
            TributaryException.class,
            () -> rules.require(ParsedLocator.parsePrefix(source).locator(), endpoint));
    assertEquals(FailureKind.ACCESS_DENIED, thrown.kind());
    return thrown.failure().oneLine();
  }

  @Test
  public void withoutAListEverythingIsAllowed() {
    for (String source :
        List.of("http://h/x", "https://10.0.0.1:8/x", "s3://bbb/k", "oss://bbb/k")) {
      allowed(rules(List.of(), USUAL), source);
    }
    SourceRules.NONE.require(ParsedLocator.parse("http://169.254.169.254/x").locator(), "");
  }

  @Test
  public void withAListOnlyWhatItNamesIsAllowed() {
    SourceRules rules =
        rules(
            List.of(
                "https://Downloads.example.org",
                "https://*.cdn.example.org",
                "http://10.0.0.5:8080",
                "http://[fd00::5]:*",
                "s3://backup-*",
                "oss://logs"),
            USUAL);
    for (String source :
        List.of(
            "https://downloads.example.org/x",
            "https://a.b.cdn.example.org:443/x",
            "http://10.0.0.5:8080/x",
            "http://[fd00::5]:99/x",
            "s3://backup-2026/k",
            "oss://logs/k")) {
      allowed(rules, source);
    }
    for (String source :
        List.of(
            "http://downloads.example.org/x",
            "https://downloads.example.org:8443/x",
            "https://downloads.example.org.evil.example/x",
            "https://evil.example/downloads.example.org",
            "https://user@evil.example/x",
            "https://cdn.example.org/x",
            "https://evilcdn.example.org/x",
            "http://10.0.0.5/x",
            "http://10.0.0.50:8080/x",
            "s3://backup/k",
            "s3://my-backup-1/k",
            "s3://logs/backup-1",
            "oss://logs2/k")) {
      assertTrue(source, refused(rules, source, "").contains("tributary.source.allowed"));
    }
  }

  @Test
  public void anotherEndpointOfABucketMustBeAllowedToo() {
    SourceRules rules = rules(List.of("s3://bbb", "https://store.example.org"), USUAL);
    rules.require(ParsedLocator.parse("s3://bbb/k").locator(), "");
    rules.require(ParsedLocator.parse("s3://bbb/k").locator(), "https://store.example.org");
    rules.require(ParsedLocator.parse("s3://bbb/k").locator(), "store.example.org");
    refused(rules, "s3://bbb/k", "https://evil.example");
    refused(rules, "s3://bbb/k", "http://store.example.org");
    assertTrue(
        refused(rules(List.of(), USUAL), "s3://bbb/k", "http://169.254.169.254").contains("never"));
  }

  @Test
  public void aFileOfThisNodeIsUpToItsRoots() {
    rules(List.of("s3://bbb"), USUAL).require(new FileLocator("/data/manifest"), "");
  }

  @Test
  public void forbiddenAddressesAreFoundInEverySpelling() {
    SourceRules rules = rules(List.of(), USUAL);
    for (String host :
        List.of(
            "169.254.169.254",
            "169.254.0.23",
            "100.100.100.200",
            "[fe80::1]",
            "[fd00:ec2::254]",
            "[::ffff:169.254.169.254]",
            "[::169.254.169.254]",
            "[64:ff9b::a9fe:a9fe]",
            "[2002:a9fe:a9fe::1]",
            "2852039166",
            "0xa9fea9fe",
            "169.16689662",
            "0251.0376.0251.0376",
            "169.254.169.254.")) {
      assertTrue(host, refused(rules, "http://" + host + "/latest", "").contains("never connects"));
    }
    for (String host :
        List.of(
            "169.253.0.1", "100.100.100.201", "[fec0::1]", "[2002:a9fd::1]", "h4", "1.example")) {
      allowed(rules, "http://" + host + "/x");
    }
  }

  @Test
  public void rangesEndWhereTheyEnd() throws Exception {
    SourceRules rules = rules(List.of(), List.of("10.1.2.128/25", "fe80::/10", "0.0.0.0/8"));
    for (String inside : List.of("10.1.2.128", "10.1.2.255", "fe80::", "febf:ffff::", "0.1.2.3")) {
      assertTrue(inside, rules.forbids(InetAddress.getByName(inside)));
    }
    for (String outside : List.of("10.1.2.127", "10.1.3.128", "fec0::", "fe7f::", "1.0.0.0")) {
      assertFalse(outside, rules.forbids(InetAddress.getByName(outside)));
    }
  }

  @Test
  public void whatCannotBeUnderstoodIsQuoted() {
    for (String bad :
        List.of("ftp://h", "https://h/path", "s3://b:80", "h", "", "https://", "s3://bbb/k")) {
      IllegalArgumentException thrown =
          Assert.assertThrows(
              bad, IllegalArgumentException.class, () -> rules(List.of(bad), List.of()));
      assertTrue(bad, thrown.getMessage().contains("'" + bad + "'"));
    }
    for (String bad : List.of("10.0.0.0/33", "example.org", "10.0.0.0/x", "", "/8", "fe80::/129")) {
      IllegalArgumentException thrown =
          Assert.assertThrows(
              bad, IllegalArgumentException.class, () -> rules(List.of(), List.of(bad)));
      assertTrue(bad, thrown.getMessage().contains("'" + bad + "'"));
    }
  }
}
