#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the annotated sources through clang-tidy with the plugin and through the
tool, and fails on any difference between what is written in them (see
annotations.py) and what is reported.

  run.py --build build/llvm-22 [--only plugin|tool] [CHECK|FILE...]
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from annotations import Source  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DIAGNOSTIC = re.compile(
    r"^(.+?):(\d+):(\d+): (warning|error|fatal error|note): (.*?)(?: \[([\w.,-]+)\])?$")


class Reported:
    def __init__(self, file, line, column, message, check):
        self.file, self.line, self.column = file, line, column
        self.message, self.check, self.notes = message, check, []

    def key(self):
        return (self.file, self.line, self.column, self.check, self.message,
                tuple(self.notes))


def check_names():
    with open(os.path.join(ROOT, "checks", "Checks.def"), encoding="utf-8") as f:
        return re.findall(r'TRACING_CHECK\(\w+,\s*"([\w-]+)"', f.read())


def parse(output):
    """(findings, errors) of what clang-tidy or the tool printed."""
    found, errors = [], []
    for line in output.splitlines():
        m = DIAGNOSTIC.match(line)
        if not m:
            if re.match(r"^(error|trace-tidy: error): ", line):
                errors.append(line)
            continue
        file = os.path.abspath(m[1])
        if m[4] == "note":
            if found and m[6] is None:
                found[-1].notes.append((file, int(m[2]), m[5]))
        elif m[6] and m[6].startswith("tracing-"):
            found.append(Reported(file, int(m[2]), int(m[3]), m[5],
                                  m[6][len("tracing-"):]))
        elif m[4] != "warning":
            errors.append(line)
    return found, errors


class Runner:
    def __init__(self, args):
        self.args = args
        self.plugin = os.path.join(args.build, "lib", "libTraceTidyPlugin.so")
        self.tool = os.path.join(args.build, "bin", "trace-tidy")
        self.names = check_names()
        otel = args.opentelemetry_root
        includes = ([os.path.join(otel, "api", "include"),
                     os.path.join(otel, "sdk", "include")] if otel else
                    [os.path.join(ROOT, "tests", "otel", "include")])
        self.includes = ["-I", os.path.join(HERE, "Inputs")]
        for directory in includes + ["/usr/include/postgresql"]:
            self.includes += ["-isystem", directory]

    def prove_loaded(self):
        """clang-tidy says nothing when -load finds no file and any check is on."""
        out = self.run([self.args.clang_tidy, "-load", self.plugin,
                        "-checks=-*,tracing-*", "--list-checks"])
        listed = re.findall(r"^\s+tracing-([\w-]+)$", out.stdout, re.M)
        if sorted(listed) != sorted(self.names):
            sys.exit("the plugin is not loaded: clang-tidy lists %s, Checks.def %s\n%s"
                     % (sorted(listed), sorted(self.names), out.stderr))

    def run(self, command):
        return subprocess.run(command, capture_output=True, text=True,
                              timeout=self.args.timeout, errors="replace")

    def commands(self, source):
        flags = source.flags + self.includes
        result = {}
        if self.args.only != "tool":
            result["plugin"] = [self.args.clang_tidy, "-load", self.plugin,
                                "-config={}", "-checks=-*,tracing-*",
                                source.path, "--"] + flags
        if self.args.only != "plugin":
            result["tool"] = [self.tool, "check", "--checks=tracing-*",
                              source.path, "--"] + flags
        return result

    def file(self, path):
        """Complaints about one file: (line, text), and its cases."""
        source = Source(path)
        complaints = list(source.problems)
        complaints += judge_cases(source)
        for e in source.expected:
            if e.check not in self.names:
                complaints.append((e.line, "no check is called '%s'" % e.check))
        if source.problems:
            return source, complaints
        seen = {}
        for front, command in self.commands(source).items():
            try:
                out = self.run(command)
            except subprocess.TimeoutExpired:
                complaints.append((1, "%s: no end after %s s" % (front, self.args.timeout)))
                continue
            found, errors = parse(out.stdout + "\n" + out.stderr)
            if errors:
                complaints.append((1, "%s: %s" % (front, errors[0])))
            elif out.returncode not in (0, 2 if front == "tool" else 0):
                complaints.append((1, "%s: exit code %d: %s" % (
                    front, out.returncode, out.stderr.strip()[-300:])))
            complaints += [(line, "%s: %s" % (front, text))
                           for line, text in compare(source, found)]
            seen[front] = sorted(f.key() for f in found)
        if len(seen) == 2 and seen["plugin"] != seen["tool"]:
            for front, other in (("plugin", "tool"), ("tool", "plugin")):
                for key in seen[front]:
                    if key not in seen[other]:
                        complaints.append((key[1], "only the %s says: %s [%s] %s" % (
                            front, key[4], key[3], key[5] or "")))
        return source, complaints


def judge_cases(source):
    """Cases and annotations that contradict each other."""
    warned = [e.judged for e in source.expected if e.kind == "WARN"]
    helpers = None
    for case in source.cases:
        inside = [e for e in source.expected if case.first <= e.judged <= case.last]
        kinds = {e.kind for e in inside}
        if case.kind == "bad" and "WARN" not in kinds:
            # The place may be in a helper that this function calls.
            if helpers is None:
                helpers = source.functions_with(warned)
            if not any(re.search(r"\b%s\b" % h, case.body) for h in helpers):
                yield case.first, "%s has no WARN" % case.name
        elif case.kind == "ok" and inside:
            yield case.first, "%s has an annotation" % case.name
        elif case.kind in ("FN", "FP") and case.kind not in kinds:
            yield case.first, "%s has no // %s annotation" % (case.name, case.kind)
    for e in source.expected:
        if e.kind != "WARN" and not any(
                c.kind == e.kind and c.first <= e.judged <= c.last for c in source.cases):
            yield e.line, "// %s stands outside a function named %s_..." % (e.kind, e.kind)


def compare(source, found):
    path = os.path.abspath(source.path)
    open_expectations = [e for e in source.expected if e.kind in ("WARN", "FP")]
    for f in found:
        if f.file != path:
            yield 1, "warning in %s:%d: %s [%s]" % (f.file, f.line, f.message, f.check)
            continue
        here = [e for e in open_expectations if e.judged == f.line and e.check == f.check]
        right = [e for e in here if e.kind == "FP" or e.text in f.message]
        if right:
            open_expectations.remove(right[0])
        elif here:
            yield here[0].line, "the warning says '%s', not '%s'" % (f.message, here[0].text)
            open_expectations.remove(here[0])
        elif any(e.kind == "FN" and e.judged == f.line and e.check == f.check
                 for e in source.expected):
            yield f.line, "found now, so // FN becomes // WARN: %s [%s]" % (f.message, f.check)
        else:
            yield f.line, "not annotated: %s [%s]" % (f.message, f.check)
    for e in open_expectations:
        yield e.line, ("no warning of %s in line %d" % (e.check, e.judged)
                       if e.kind == "WARN" else
                       "silent now, so // FP %s can go" % e.check)


def merged(complaints):
    """What both front ends say, said once."""
    said = set(complaints)
    for line, text in sorted(said):
        front, colon, rest = text.partition(": ")
        if front == "tool" and (line, "plugin: " + rest) in said:
            continue
        both = front == "plugin" and (line, "tool: " + rest) in said
        yield line, rest if both else text


def sources(wanted):
    folders = [d for d in sorted(os.listdir(HERE)) if os.path.isdir(os.path.join(HERE, d))
               and d not in ("Inputs", "__pycache__")]
    files = [os.path.join(HERE, d, f) for d in folders
             for f in sorted(os.listdir(os.path.join(HERE, d))) if f.endswith(".cpp")]
    if not wanted:
        return files
    chosen = []
    for w in wanted:
        hits = [f for f in files if os.path.basename(os.path.dirname(f)) == w] or (
            [os.path.abspath(w)] if os.path.isfile(w) else [])
        if not hits:
            sys.exit("no check folder and no file is called '%s'" % w)
        chosen += hits
    return chosen


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=os.path.join(ROOT, "build", "llvm-22"))
    p.add_argument("--clang-tidy", default="clang-tidy-22")
    p.add_argument("--only", choices=["plugin", "tool"])
    p.add_argument("--opentelemetry-root", default=os.environ.get("OPENTELEMETRY_ROOT", ""))
    p.add_argument("--timeout", type=int, default=300)
    p.add_argument("-j", type=int, default=2)
    p.add_argument("--quiet", action="store_true", help="only files that fail, and totals")
    p.add_argument("what", nargs="*", metavar="CHECK|FILE")
    args = p.parse_args()
    args.build = os.path.abspath(args.build)
    files = sources(args.what)

    runner = Runner(args)
    if args.only != "tool":
        runner.prove_loaded()
    totals, failed = {}, 0
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        for source, complaints in pool.map(runner.file, files):
            name = os.path.relpath(source.path, HERE)
            count = totals.setdefault(os.path.dirname(name), {})
            for case in source.cases:
                count[case.kind] = count.get(case.kind, 0) + 1
            if complaints or not args.quiet:
                print("%-4s %s (%d cases)" % ("FAIL" if complaints else "ok", name,
                                              len(source.cases)))
            for line, text in merged(complaints):
                print("     %s:%d: %s" % (source.path, line, text))
            failed += bool(complaints)
            sys.stdout.flush()

    print("\n%-32s %5s %5s %5s %5s" % ("cases", "bad", "ok", "FN", "FP"))
    kinds = ("bad", "ok", "FN", "FP")
    for folder in sorted(totals):
        print("%-32s %5d %5d %5d %5d" % ((folder,) + tuple(
            totals[folder].get(k, 0) for k in kinds)))
    print("%-32s %5d %5d %5d %5d" % (("all",) + tuple(
        sum(t.get(k, 0) for t in totals.values()) for k in kinds)))
    print("%d of %d files failed" % (failed, len(files)) if failed else
          "all %d files as annotated" % len(files))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
