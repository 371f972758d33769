#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the annotated programs, one folder each, through `trace-tidy check -p` and
fails on any difference between what is written in them and what is reported.

  run.py --build build/llvm-22 [CASE...]

Annotations are those of ../checks/annotations.py without FLAGS, in sources and
headers, and about notes:

  // NOTE substring       a note of some finding stands on the line above
  // NO-NOTE substring    no note with this text stands on the line above
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CHECKS = os.path.join(os.path.dirname(HERE), "checks")
sys.path.insert(0, CHECKS)
from annotations import ANNOTATION, LOOKS_LIKE_ONE, Expected  # noqa: E402

NOTE = re.compile(r"^\s*//\s*(NOTE|NO-NOTE)\s+(.*?)\s*$")
LOOKS_LIKE_NOTE = re.compile(r"//\s*(NOTE|NO-NOTE)\b")
DIAGNOSTIC = re.compile(
    r"^(.+?):(\d+):(\d+): (warning|error|fatal error|note): (.*?)(?: \[([\w.,-]+)\])?$")


class Reported:
    def __init__(self, file, line, message, check):
        self.file, self.line, self.message, self.check = file, line, message, check


class Program:
    """What the files of one folder say."""

    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        self.units, self.expected, self.notes, self.problems = [], [], [], []
        for directory, names, files in os.walk(self.folder):
            names.sort()
            for name in sorted(files):
                path = os.path.join(directory, name)
                if name.endswith(".cpp"):
                    self.units.append(path)
                if name.endswith((".cpp", ".h")):
                    self.read(path)

    def read(self, path):
        judged = 0
        with open(path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        for number, line in enumerate(lines, 1):
            verdict, note = ANNOTATION.match(line), NOTE.match(line)
            if verdict:
                found = Expected(verdict[1], verdict[2], verdict[3], judged, number)
                self.expected.append(found)
            elif note:
                found = Expected(note[1], None, note[2], judged, number)
                self.notes.append(found)
            else:
                if LOOKS_LIKE_ONE.search(line) or LOOKS_LIKE_NOTE.search(line):
                    self.problems.append((path, number, "annotation must stand alone on "
                                                        "its line, with a text"))
                judged = number
                continue
            found.file = path
            if not judged:
                self.problems.append((path, number, "annotation with no line above"))

    def database(self, where, flags):
        """As CMake writes it: each folder is a target, the root is the program's."""
        entries = []
        for unit in self.units:
            name = os.path.relpath(unit, self.folder)
            below = os.path.dirname(name)
            target = below.replace(os.sep, "_") or os.path.basename(self.folder)
            output = os.path.join(below, "CMakeFiles", target + ".dir",
                                  os.path.basename(name) + ".o")
            entries.append({
                "directory": self.folder, "file": unit, "output": output,
                "arguments": ["clang++"] + flags + ["-I", self.folder, "-c", unit,
                                                    "-o", output]})
        with open(os.path.join(where, "compile_commands.json"), "w",
                  encoding="utf-8") as f:
            json.dump(entries, f, indent=1)


def parse(output, folder):
    """(warnings, notes, errors) of what the tool printed."""
    found, notes, errors = [], [], []
    for line in output.splitlines():
        m = DIAGNOSTIC.match(line)
        if not m:
            if re.match(r"^(error|trace-tidy: error): ", line):
                errors.append(line)
            continue
        file = os.path.realpath(os.path.join(folder, m[1]))
        if m[4] == "note":
            notes.append(Reported(file, int(m[2]), m[5], None))
        elif m[6] and m[6].startswith("tracing-"):
            found.append(Reported(file, int(m[2]), m[5], m[6][len("tracing-"):]))
        elif m[4] != "warning":
            errors.append(line)
    return found, notes, errors


def compare(program, found, notes):
    """Differences, as (file, line, text)."""
    pending = [e for e in program.expected if e.kind in ("WARN", "FP")]
    for f in found:
        here = [e for e in pending
                if (e.file, e.judged, e.check) == (f.file, f.line, f.check)]
        right = [e for e in here if e.kind == "FP" or e.text in f.message]
        if right:
            pending.remove(right[0])
        elif here:
            yield f.file, here[0].line, "the warning says '%s', not '%s'" % (
                f.message, here[0].text)
            pending.remove(here[0])
        elif any(e.kind == "FN" and (e.file, e.judged, e.check) ==
                 (f.file, f.line, f.check) for e in program.expected):
            yield f.file, f.line, "found now, so // FN becomes // WARN: %s [%s]" % (
                f.message, f.check)
        else:
            yield f.file, f.line, "not annotated: %s [%s]" % (f.message, f.check)
    for e in pending:
        yield e.file, e.line, ("no warning of %s in line %d" % (e.check, e.judged)
                               if e.kind == "WARN" else
                               "silent now, so // FP %s can go" % e.check)
    for e in program.notes:
        on_line = [n.message for n in notes if (n.file, n.line) == (e.file, e.judged)]
        if any(e.text in message for message in on_line) != (e.kind == "NOTE"):
            yield e.file, e.line, (
                "no note '%s' in line %d%s" % (e.text, e.judged, "".join(
                    ", but '%s'" % message for message in sorted(set(on_line))))
                if e.kind == "NOTE" else
                "a note '%s' in line %d" % (e.text, e.judged))


def check_names():
    with open(os.path.join(ROOT, "checks", "Checks.def"), encoding="utf-8") as f:
        return re.findall(r'TRACING_CHECK\(\w+,\s*"([\w-]+)"', f.read())


class Runner:
    def __init__(self, args):
        self.args = args
        self.tool = os.path.join(os.path.abspath(args.build), "bin", "trace-tidy")
        self.names = check_names()
        otel = args.opentelemetry_root
        includes = ([os.path.join(otel, "api", "include"),
                     os.path.join(otel, "sdk", "include")] if otel else
                    [os.path.join(ROOT, "tests", "otel", "include")])
        self.flags = ["-std=c++20", "-I", os.path.join(CHECKS, "Inputs")]
        for directory in includes + ["/usr/include/postgresql"]:
            self.flags += ["-isystem", directory]
        helped = subprocess.run([self.tool, "check", "--help"], capture_output=True,
                                text=True)
        self.options = ["--no-cache"] if "--no-cache" in helped.stdout else []

    def run(self, program):
        scratch = tempfile.mkdtemp(prefix="trace-tidy-program-")
        try:
            program.database(scratch, self.flags)
            return subprocess.run(
                [self.tool, "check", "-p", scratch, "--checks=tracing-*"] + self.options,
                cwd=program.folder, capture_output=True, text=True,
                timeout=self.args.timeout, errors="replace")
        finally:
            shutil.rmtree(scratch)

    def complaints(self, program):
        result = list(program.problems)
        result += [(e.file, e.line, "no check is called '%s'" % e.check)
                   for e in program.expected if e.check not in self.names]
        if not program.units:
            result.append((program.folder, 1, "no .cpp in it"))
        if result:
            return result
        try:
            out = self.run(program)
        except subprocess.TimeoutExpired:
            return [(program.folder, 1, "no end after %s s" % self.args.timeout)]
        found, notes, errors = parse(out.stdout + "\n" + out.stderr, program.folder)
        if errors:
            result.append((program.folder, 1, errors[0]))
        elif out.returncode != (2 if found else 0):
            result.append((program.folder, 1, "exit code %d with %d warnings: %s" % (
                out.returncode, len(found), out.stderr.strip()[-300:])))
        return result + sorted(compare(program, found, notes))


class SelfTest(unittest.TestCase):
    """That a wrong annotation fails; --self-test."""

    def setUp(self):
        self.dir = os.path.realpath(tempfile.mkdtemp(prefix="trace-tidy-program-"))
        self.addCleanup(shutil.rmtree, self.dir)

    def judge(self, text, output=""):
        path = os.path.join(self.dir, "a.cpp")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        program = Program(self.dir)
        found, notes, errors = parse(output, self.dir)
        self.assertEqual(errors, [])
        return program.problems + list(compare(program, found, notes))

    WARNING = "a.cpp:1:1: warning: 'sleep' blocks [tracing-untraced-wait]\n"
    NOTED = WARNING + "a.cpp:2:1: note: 'f' is called here\n"
    RIGHT = "sleep();\n// WARN untraced-wait: 'sleep'\n"

    def test_right(self):
        self.assertEqual(self.judge("f();\n"), [])
        self.assertEqual(self.judge(self.RIGHT, self.WARNING), [])
        noted = "sleep();\nf();\n// NOTE is called here\n// NO-NOTE handled in\n"
        self.assertEqual(len(self.judge(noted, self.NOTED)), 1, "the warning alone")

    def test_several_judge_one_line(self):
        text = "f();\n// NOTE called\n// WARN untraced-wait: blocks\n"
        output = self.WARNING + "a.cpp:1:1: note: 'f' is called here\n"
        self.assertEqual(self.judge(text, output), [])

    def test_wrong(self):
        for text, output, complaint in (
                (self.RIGHT, "", "no warning of untraced-wait in line 1"),
                ("f();\n", self.WARNING, "not annotated"),
                ("\n" + self.RIGHT, self.WARNING, "not annotated"),
                ("f();\n// WARN untraced-wait: usleep\n", self.WARNING, "the warning says"),
                ("f();\n// WARN discarded-scope:\n", self.WARNING, "not annotated"),
                (self.RIGHT, 2 * self.WARNING, "not annotated"),
                ("f();\n// FN untraced-wait: why\n", self.WARNING, "found now"),
                ("f();\n// FP untraced-wait: why\n", "", "silent now"),
                ("f();\n// NOTE called\n", "", "no note 'called' in line 1"),
                ("f();\n// NOTE called\n", self.NOTED, "no note 'called' in line 1"),
                ("\nf();\n// NO-NOTE called\n", self.NOTED, "a note 'called' in line 2"),
                ("f(); // WARN untraced-wait: x\n", "", "must stand alone"),
                ("f(); // NOTE called\n", "", "must stand alone"),
                ("// NOTE called\n", self.NOTED, "no line above")):
            with self.subTest(text):
                said = [t for _, _, t in self.judge(text, output)]
                self.assertTrue(any(complaint in t for t in said), said)


def programs(wanted):
    names = [d for d in sorted(os.listdir(HERE))
             if os.path.isdir(os.path.join(HERE, d)) and d != "__pycache__"]
    for w in wanted:
        if os.path.basename(os.path.normpath(w)) not in names:
            sys.exit("no case is called '%s'" % w)
    chosen = [os.path.basename(os.path.normpath(w)) for w in wanted] or names
    return [os.path.join(HERE, name) for name in chosen]


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=os.path.join(ROOT, "build", "llvm-22"))
    p.add_argument("--opentelemetry-root", default=os.environ.get("OPENTELEMETRY_ROOT", ""))
    p.add_argument("--timeout", type=int, default=300)
    p.add_argument("--quiet", action="store_true", help="only cases that fail")
    p.add_argument("--self-test", action="store_true", help="test this script itself")
    p.add_argument("what", nargs="*", metavar="CASE")
    args = p.parse_args()
    if args.self_test:
        return 0 if unittest.main(argv=[sys.argv[0]], exit=False).result.wasSuccessful() else 1
    runner, failed, cases = Runner(args), 0, programs(args.what)
    for folder in cases:
        program = Program(folder)
        complaints = runner.complaints(program)
        if complaints or not args.quiet:
            print("%-4s %s (%d files, %d verdicts, %d notes)" % (
                "FAIL" if complaints else "ok", os.path.basename(folder),
                len(program.units), len(program.expected), len(program.notes)))
        for file, line, text in complaints:
            print("     %s:%d: %s" % (file, line, text))
        failed += bool(complaints)
        sys.stdout.flush()
    print("%d of %d cases failed" % (failed, len(cases)) if failed else
          "all %d cases as annotated" % len(cases))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
