package dev.rappel.modules.etcd.host;

/** Something on one host that stands in the way, and what to do about it. */
public record Finding(String what, String help) {}
