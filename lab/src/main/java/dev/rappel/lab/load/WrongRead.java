package dev.rappel.lab.load;

import java.time.Instant;
import java.util.Optional;

/**
 * A linearizable read during the run that did not find what had been acknowledged before it began:
 * the key was missing, or an older value had come back.
 *
 * @param atLeast the sequence that was acknowledged when the read began
 * @param found the beginning of what it found; empty where the key did not exist
 * @param member the id of the member that answered, in hexadecimal
 * @param at when the answer came
 */
public record WrongRead(
        String key, long atLeast, Optional<String> found, String member, Instant at) {}
