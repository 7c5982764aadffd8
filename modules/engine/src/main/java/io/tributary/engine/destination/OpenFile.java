package io.tributary.engine.destination;

import akka.actor.typed.ActorRef;
import io.tributary.storage.TemporaryFile;

/**
 * A temporary file that lanes of one node write to.
 *
 * @param writer flushes what they wrote, and closes the file
 */
public record OpenFile(TemporaryFile file, ActorRef<DestinationWriter.Command> writer) {}
