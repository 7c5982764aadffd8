package io.tributary.cli.config;

/**
 * A value for an option that was not given on the command line.
 *
 * @param origin the environment variable, or the file and line, for messages
 */
record Setting(String value, String origin) {}
