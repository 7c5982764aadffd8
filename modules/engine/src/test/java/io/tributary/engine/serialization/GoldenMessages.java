package io.tributary.engine.serialization;

import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.download.DownloadMessageSamples;
import io.tributary.engine.governor.GovernorMessageSamples;
import io.tributary.engine.home.DiskMessageSamples;
import io.tributary.engine.job.JobMessageSamples;
import io.tributary.engine.meter.MeterMessageSamples;
import io.tributary.engine.submission.KeeperMessageSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of every message between nodes, as bytes: what nodes of earlier versions send. A file is
 * named by what Akka sends beside the bytes, which is the name of the class, and a number.
 *
 * <p>Run as a program with a directory, it writes those that are not there yet. Those that are
 * there never change while nodes of their version may run beside this one.
 */
public final class GoldenMessages {
  /** Whoever is answered: as a node of another machine names it. */
  public static final String SOMEBODY = "akka://tributary@10.0.0.1:25520/user/somebody#-77";

  /** A node, so that references to others mean something. */
  static final Config NODE =
      ConfigFactory.parseString(
              """
              akka.actor.provider = cluster
              akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              akka.loglevel = WARNING
              """)
          .withFallback(ConfigFactory.load());

  private GoldenMessages() {}

  /** File name, without its extension, to message. */
  static Map<String, TributarySerializable> samples(ActorSystem<?> system) {
    ActorRefResolver refs = ActorRefResolver.get(system);
    List<TributarySerializable> all =
        Stream.of(
                DownloadMessageSamples.of(refs),
                JobMessageSamples.of(refs),
                DiskMessageSamples.of(refs),
                MeterMessageSamples.of(refs),
                KeeperMessageSamples.of(refs),
                GovernorMessageSamples.of(refs))
            .flatMap(List::stream)
            .toList();
    Map<String, TributarySerializable> named = new LinkedHashMap<>();
    for (TributarySerializable message : all) {
      int number = 1;
      while (named.putIfAbsent(message.getClass().getName() + "." + number, message) != null) {
        number++;
      }
    }
    return named;
  }

  /** What Akka sends beside the bytes of the file of that name. */
  static String manifest(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  public static void main(String[] arguments) throws IOException {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "samples", NODE);
    try {
      Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
      for (Map.Entry<String, TributarySerializable> sample : samples(system).entrySet()) {
        Path file = Path.of(arguments[0]).resolve(sample.getKey() + ".cbor");
        if (!Files.exists(file)) {
          Files.write(file, serialization.serialize(sample.getValue()).get());
        }
      }
    } finally {
      system.terminate();
    }
  }
}
