package dev.rappel.cli.lab;

/**
 * A command that passes words on to another program: behind the first of them every option is that
 * program's.
 */
public interface OtherProgram {}
