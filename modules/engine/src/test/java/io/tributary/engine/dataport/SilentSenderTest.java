package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.Socket;
import org.junit.BeforeClass;
import org.junit.Test;

/** Who begins a part and then says nothing more. */
public final class SilentSenderTest extends DataPortSuite {
  @BeforeClass
  public static void open() {
    open("tributary.node.data-port.silence = 500 ms");
  }

  @Test
  public void aSenderThatFallsSilentIsCutOff() throws Exception {
    file(1000);
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.getOutputStream().write(HandMade.head(HandMade.authorization()));
      socket.getOutputStream().write(HandMade.chunk(HandMade.frame(bytes, 100, 0)));
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
      String answer = new String(socket.getInputStream().readNBytes(13), US_ASCII);
      assertEquals("HTTP/1.1 408 ", answer);
    }
    assertTrue(reported.isEmpty());
  }
}
