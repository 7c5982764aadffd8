package io.tributary.server.guard;

/**
 * Who makes a request.
 *
 * @param name of the token, which is no secret
 */
public record Caller(String name, Role role) {}
