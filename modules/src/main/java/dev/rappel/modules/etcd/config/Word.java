package dev.rappel.modules.etcd.config;

/**
 * A word of a command line or of an {@code Environment=} line.
 *
 * @param value without quotes and escapes; specifiers such as {@code %H} and variables as written
 * @param start where it begins in its file
 * @param end where it ends
 * @param bare whether it is written without quotes and escapes, so that text and value are one
 */
record Word(String value, int start, int end, boolean bare) {}
