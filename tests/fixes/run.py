#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The promise of fix-its, over every annotated source of ../checks and every
program of ../program. Each is copied and fixed, and then:

  - every finding was fixed, or has a note that says why not ("no fix-it: ...");
  - what was changed compiles;
  - a second run does not report what was fixed, reports nothing that was not
    there, and changes nothing;
  - no include stands twice, and no macro was touched.

  run.py --build build/llvm-22 [--front tool|plugin] [CHECK|FILE|program...]

The plugin is run on the sources of ../checks alone: clang-tidy sees one
translation unit at a time.
"""
import argparse
import collections
import concurrent.futures
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def load(name, *path):
    spec = importlib.util.spec_from_file_location(name, os.path.join(ROOT, "tests", *path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


checks = load("checks_run", "checks", "run.py")
programs = load("program_run", "program", "run.py")

# A library is named by what includes its headers.
LIBRARIES = [
    ("gRPC", r"grpc"), ("cpp-httplib", r"httplib\.h"), ("Beast", r"boost/beast"),
    ("libcurl", r"curl/"), ("cpprestsdk", r"cpprest/"), ("Poco", r"Poco/"),
    ("libpq", r"libpq-fe"), ("SQLite", r"sqlite3"), ("hiredis", r"hiredis"),
    ("Asio", r"boost/asio|asio\.hpp"), ("OpenTracing", r"opentracing/"),
]
ROUNDS = 3  # of --fix, where fixes overlap and the tool asks for another run


def libraries_of(text):
    included = "\n".join(re.findall(r'^\s*#\s*include\s*[<"](.*)[>"]', text, re.M))
    found = [name for name, pattern in LIBRARIES if re.search(pattern, included)]
    return "+".join(found) or "-"


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def macros(text):
    return re.findall(r"^[ \t]*#[ \t]*define\b(?:.*\\\n)*.*$", text, re.M)


class Finding:
    def __init__(self, reported, texts):
        self.check, self.message = reported.check, reported.message
        self.file, self.line = reported.file, reported.line
        lines = texts.get(self.file, "").splitlines()
        self.text = lines[self.line - 1].strip() if self.line <= len(lines) else ""
        self.state, self.reason = "unsaid", ""
        for _, _, note in reported.notes:
            for state, start in (("refused", "no fix-it: "), ("later", "not fixed: "),
                                 ("fixed", "fixed")):
                if note.startswith(start):
                    self.state, self.reason = state, note[len(start):]


class Case:
    """A copy of one source or program, as a project of its own."""

    def __init__(self, runner, name, original, folder, files):
        self.runner, self.name, self.original = runner, name, original
        self.folder, self.files = folder, files
        self.before = self.texts()
        self.complaints, self.findings = [], []

    def texts(self):
        return {path: read(path) for path in self.files}

    def complain(self, text, path=None, line=0):
        where = "%s:%d: " % (os.path.relpath(path, self.folder), line) if path else ""
        self.complaints.append(where + text)

    def round(self):
        """One run of --fix: its findings, or None when it failed."""
        texts = self.texts()
        try:
            out = self.runner.fix(self)
        except subprocess.TimeoutExpired:
            self.complain("no end after %s s" % self.runner.args.timeout)
            return None
        found, errors = self.runner.parse(out, self.folder)
        if errors:
            self.complain(errors[0])
            return None
        return [Finding(f, texts) for f in found]

    def judge(self):
        self.findings = found = self.round()
        if found is None:
            self.findings = []
            return self
        for f in found:
            if f.state == "unsaid" and self.runner.args.front == "plugin":
                f.state = "fixed"  # or part of another finding's fix
            if f.state == "unsaid":
                self.complain("no fix and no reason given [%s]" % f.check, f.file, f.line)
        done = self.texts()
        rounds = 1
        while any(f.state == "later" for f in found) and rounds < ROUNDS:
            rounds += 1
            found = self.round()
            if found is None:
                return self
            done = self.texts()
        for f in found:
            if f.state == "later":
                self.complain("not fixed in %d runs: %s" % (rounds, f.reason), f.file, f.line)
        for f in self.findings:
            if f.state == "later":
                f.state, f.reason = "fixed", ""
        if done != self.before:  # else it would say the same again
            self.compare(self.round())
            if self.texts() != done:
                self.complain("the run after the last fix changes something")
            self.look_at(done)
        return self

    def compare(self, left):
        """What is left is what was refused."""
        if left is None:
            return
        expected = [f for f in self.findings if f.state != "fixed"]
        # Lines move; where another fix changed the line too, the message tells.
        for key in (lambda f: (f.check, f.file, f.text),
                    lambda f: (f.check, f.file, f.message)):
            for f in list(left):
                match = next((e for e in expected if key(e) == key(f)), None)
                if match:
                    expected.remove(match)
                    left.remove(f)
        for f in left:
            self.complain("after the fix: %s [%s]" % (f.message, f.check), f.file, f.line)

    def look_at(self, after):
        for path in self.files:
            old, new = self.before[path], after[path]
            if old == new:
                continue
            count = collections.Counter(
                re.findall(r"^[ \t]*#[ \t]*include[^\n]*", new, re.M))
            was = collections.Counter(
                re.findall(r"^[ \t]*#[ \t]*include[^\n]*", old, re.M))
            for line, times in count.items():
                if times > max(1, was[line]):
                    self.complain("stands %d times: %s" % (times, line), path)
            if macros(old) != macros(new):
                self.complain("a macro was changed", path)


class Runner:
    def __init__(self, args):
        self.args = args
        self.tool = os.path.join(args.build, "bin", "trace-tidy")
        self.plugin = os.path.join(args.build, "lib", "libTraceTidyPlugin.so")
        otel = args.opentelemetry_root
        system = ([os.path.join(otel, "api", "include"),
                   os.path.join(otel, "sdk", "include")] if otel else
                  [os.path.join(ROOT, "tests", "otel", "include")])
        self.system = [args.runtime] + system + ["/usr/include/postgresql"]

    def includes(self):
        return [word for folder in self.system for word in ("-isystem", folder)]

    def source(self, path, scratch):
        """A source of ../checks, with the headers that they share."""
        name = os.path.relpath(path, os.path.join(ROOT, "tests", "checks"))
        os.makedirs(os.path.join(scratch, ".git"))  # here the project begins
        inputs = os.path.join(scratch, "Inputs")
        shutil.copytree(os.path.join(ROOT, "tests", "checks", "Inputs"), inputs)
        copy = shutil.copy(path, os.path.join(scratch, os.path.basename(path)))
        files = [copy] + [os.path.join(inputs, f) for f in sorted(os.listdir(inputs))]
        case = Case(self, name, path, scratch, files)
        case.arguments = [copy, "--"] + checks.Source(path).flags + [
            "-I", inputs] + self.includes()
        case.compiled = [(case.arguments[2:], copy)]
        return case

    def program(self, path, scratch):
        copy = os.path.join(scratch, "program")
        inputs = os.path.join(scratch, "Inputs")
        os.makedirs(os.path.join(scratch, ".git"))
        shutil.copytree(path, copy)
        shutil.copytree(os.path.join(ROOT, "tests", "checks", "Inputs"), inputs)
        program = programs.Program(copy)
        flags = ["-std=c++20", "-I", inputs] + self.includes()
        program.database(scratch, flags)
        files = [os.path.join(folder, f) for folder, _, names in sorted(os.walk(scratch))
                 for f in sorted(names) if f.endswith((".cpp", ".h"))]
        case = Case(self, "program/" + os.path.basename(path), path, copy, files)
        case.arguments = ["-p", scratch]
        case.compiled = [(flags + ["-I", copy], unit) for unit in program.units]
        return case

    def run(self, path):
        scratch = os.path.realpath(tempfile.mkdtemp(prefix="trace-tidy-fixes-"))
        try:
            make = self.program if os.path.isdir(path) else self.source
            case = make(path, scratch).judge()
            if not case.complaints:
                self.compile(case)
            return case
        finally:
            if self.args.keep:
                print("kept:", scratch)
            else:
                shutil.rmtree(scratch)

    def fix(self, case):
        if self.args.front == "plugin":
            command = [self.args.clang_tidy, "-load", self.plugin, "-config={}",
                       "-checks=-*,tracing-*", "-header-filter=.*", "-fix"]
        else:
            command = [self.tool, "check", "--fix", "--checks=tracing-*", "--no-cache",
                       "-j1"]
        return subprocess.run(command + case.arguments, cwd=case.folder, text=True,
                              capture_output=True, timeout=self.args.timeout,
                              errors="replace")

    def parse(self, out, folder):
        """(findings with their notes, errors) of either front end."""
        # Names are relative to where it ran.
        text = re.sub(r"^(?!/)([^\s:]+):(\d+):(\d+): ",
                      lambda m: "%s:%s:%s: " % (os.path.normpath(
                          os.path.join(folder, m[1])), m[2], m[3]),
                      out.stdout + "\n" + out.stderr, flags=re.M)
        found, errors = checks.parse(text)
        if not errors and out.returncode not in (0, 2 if self.args.front == "tool" else 0):
            errors = ["exit code %d: %s" % (out.returncode, out.stderr.strip()[-300:])]
        return found, errors

    def compile(self, case):
        """With all bodies: the tool does not parse those of others' headers, and
        the plugin, which does, does not see programs."""
        changed = [p for p in case.files if case.texts()[p] != case.before[p]]
        if not case.name.startswith("program/"):
            return
        for flags, unit in case.compiled:
            if unit in changed or any(p.endswith(".h") for p in changed):
                out = subprocess.run(
                    [self.args.clang, "-fsyntax-only", "-w", "-fno-caret-diagnostics"] +
                    flags + [unit], capture_output=True, text=True,
                    timeout=self.args.timeout, errors="replace")
                errors = re.findall(r"^.*(?:error|note): .*$", out.stderr, re.M)
                if out.returncode:
                    case.complain("does not compile: " + "; ".join(errors[:3]))


def table(cases):
    """check x library: findings, fixed, refused; and why. Names in reasons are
    left out, so that equal reasons count together."""
    rows, total, why = {}, collections.Counter(), collections.Counter()
    for case in cases:
        for f in case.findings:
            library = libraries_of(case.before.get(f.file, ""))
            row, reasons = rows.setdefault((f.check, library), (collections.Counter(),
                                                                collections.Counter()))
            for counter in (row, total):
                counter["findings"] += 1
                counter["fixed"] += f.state == "fixed"
            if f.state != "fixed":
                reason = re.sub(r"'[^']*'", "'...'", f.reason or "no reason given")
                for counter in (reasons, why):
                    counter[reason] += 1
    print("\n%-28s %-32s %8s %6s %8s" % ("check", "library", "findings", "fixed", "refused"))
    line = "%-28s %-32s %8d %6d %8d"
    for (check, library), (row, reasons) in sorted(rows.items()):
        print(line % (check, library, row["findings"], row["fixed"],
                      row["findings"] - row["fixed"]))
        for reason, count in reasons.most_common():
            print("%32d  %s" % (count, reason))
    print(line % ("all", "", total["findings"], total["fixed"],
                  total["findings"] - total["fixed"]))
    for reason, count in why.most_common():
        print("%32d  %s" % (count, reason))


def chosen(wanted, front):
    paths = []
    for w in wanted or ["checks", "program"]:
        if w == "checks":
            paths += checks.sources([])
        elif w == "program" or w.startswith("program/"):
            if front != "plugin":
                paths += programs.programs([w[8:]] if w[8:] else [])
        else:
            paths += checks.sources([w])
    return paths


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=os.path.join(ROOT, "build", "llvm-22"))
    p.add_argument("--front", choices=["tool", "plugin"], default="tool")
    p.add_argument("--clang-tidy", default="clang-tidy-22")
    p.add_argument("--clang", default="clang++-22")
    p.add_argument("--runtime", default=os.path.join(ROOT, "runtime", "include"))
    p.add_argument("--opentelemetry-root", default=os.environ.get("OPENTELEMETRY_ROOT", ""))
    p.add_argument("--timeout", type=int, default=300)
    p.add_argument("-j", type=int, default=2)
    p.add_argument("--keep", action="store_true", help="leave the fixed copies")
    p.add_argument("--quiet", action="store_true", help="only what fails, and the table")
    p.add_argument("what", nargs="*", metavar="CHECK|FILE|program")
    args = p.parse_args()
    args.build, args.runtime = os.path.abspath(args.build), os.path.abspath(args.runtime)
    if not os.path.isdir(args.runtime):
        sys.exit("there is no " + args.runtime)

    runner, cases, failed = Runner(args), [], 0
    if args.front == "plugin":
        args.only = "plugin"
        checks.Runner(args).prove_loaded()
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        for case in pool.map(runner.run, chosen(args.what, args.front)):
            cases.append(case)
            failed += bool(case.complaints)
            if case.complaints or not args.quiet:
                states = collections.Counter(f.state for f in case.findings)
                print("%-4s %s (%d findings, %d fixed)" % (
                    "FAIL" if case.complaints else "ok", case.name, len(case.findings),
                    states["fixed"]))
            for text in case.complaints:
                print("     " + text)
            sys.stdout.flush()
    table(cases)
    print("%d of %d failed" % (failed, len(cases)) if failed else
          "all %d are as promised" % len(cases))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
