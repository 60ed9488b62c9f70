package dev.assay.repro;

import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Command;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Hardware;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Captures for tests: a Python program in {@code /work/project}. */
public final class CaptureBuilder {
  public static final String ROOT = "/work/project";

  private List<String> argv = List.of("/usr/bin/python3", "train.py");
  private String root = ROOT;
  private String folder = "";
  private String python = "3.11.7";
  private Digest manifest = Digest.of("manifest");
  private final Map<String, String> packages = new LinkedHashMap<>();
  private final List<String> imported = new ArrayList<>();
  private final List<Parameter> params = new ArrayList<>();
  private final List<DataFile> data = new ArrayList<>();
  private final List<Randomness.Seed> seeds = new ArrayList<>();
  private final List<String> unseeded = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private int cores = 2;
  private boolean hasEnvironment = true;

  public CaptureBuilder argv(String... words) {
    argv = List.of(words);
    return this;
  }

  public CaptureBuilder root(String place) {
    root = place;
    return this;
  }

  public CaptureBuilder folder(String below) {
    folder = below;
    return this;
  }

  public CaptureBuilder manifest(String content) {
    manifest = Digest.of(content);
    return this;
  }

  public CaptureBuilder python(String version) {
    python = version;
    return this;
  }

  public CaptureBuilder distribution(String name, String version, boolean isImported) {
    packages.put(name, version);
    if (isImported) {
      imported.add(name);
    }
    return this;
  }

  public CaptureBuilder param(String name, String value) {
    params.add(new Parameter(name, value, "text", "argparse"));
    return this;
  }

  public CaptureBuilder data(String path, String content) {
    data.add(
        new DataFile(
            path,
            Optional.empty(),
            Optional.of(Digest.of(content)),
            content.length(),
            true,
            Optional.empty(),
            Optional.empty()));
    return this;
  }

  public CaptureBuilder seed(String library, String value, String origin) {
    seeds.add(new Randomness.Seed(library, value, origin));
    return this;
  }

  public CaptureBuilder unseeded(String library) {
    unseeded.add(library);
    return this;
  }

  public CaptureBuilder setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  public CaptureBuilder variable(String name, String value, boolean wasRead) {
    variables.add(new Variable(name, Optional.of(value), wasRead));
    return this;
  }

  public CaptureBuilder cores(int count) {
    cores = count;
    return this;
  }

  /** A command that is not a Python program. */
  public CaptureBuilder withoutEnvironment() {
    hasEnvironment = false;
    return this;
  }

  public Capture build() {
    return new Capture(
        Capture.FORMAT,
        "0123456789abcdef0123456789abcdef",
        new Command(argv, folder.isEmpty() ? root : root + "/" + folder, "none", Map.of()),
        Optional.of(
            new Source(root, folder, Optional.empty(), manifest, List.of(), 1, 1, List.of())),
        hasEnvironment ? Optional.of(environment()) : Optional.empty(),
        variables,
        params,
        data,
        List.of(),
        new Randomness(seeds, unseeded, settings),
        new Hardware("cpu", List.of("avx2"), cores, 1, 1, 1, List.of()),
        new Outcome(OptionalInt.of(0), Optional.empty(), 1, 2, 3, 0.5, 4, List.of()),
        Map.of(),
        List.of());
  }

  private Environment environment() {
    return new Environment(
        new Environment.Python(python, "CPython", "", "/usr/bin/python3", "/usr", false),
        packages.entrySet().stream().map(CaptureBuilder::distribution).toList(),
        imported,
        Optional.empty(),
        List.of(),
        new Environment.Platform("Linux", "6", "x86_64", "D", "glibc 2", "C", "utf-8"),
        Optional.empty(),
        List.of());
  }

  private static Environment.Distribution distribution(Map.Entry<String, String> entry) {
    return new Environment.Distribution(
        entry.getKey(),
        entry.getValue(),
        "index",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
