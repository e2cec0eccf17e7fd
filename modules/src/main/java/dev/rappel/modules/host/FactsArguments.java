package dev.rappel.modules.host;

/** {@code facts} is given nothing: one script tells all of them. */
public record FactsArguments() {}
