#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The proof that fixes heal traces: builds a copy of examples/orders, finds its
gaps, runs it and keeps its broken traces, applies the fixes, builds what they
changed, runs it again and wants one whole trace. Once for the services with
OpenTelemetry, once for those with OpenTracing.

  run.py --build build/llvm-22 [--scale 0.3] [--work DIR]

DIR then has the spans of both runs as OTLP JSON lines, the copy, and the fixes
as a patch. A second run in the same DIR compiles only what the fixes changed.
Compiler and OPENTELEMETRY_ROOT are those of the build.
"""
import argparse
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(ROOT, "examples", "orders")
WARNING = re.compile(r"^(.+?):(\d+):\d+: warning: .* \[([\w.,-]+)\]$", re.M)
COUNTS = re.compile(r"^(\d+|no) gaps?\b", re.M)
COLOR = re.compile("\x1b\\[[0-9;]*m")
# What is run: the name of its folder, and how the demo is told.
SHOPS = [("opentelemetry", []), ("opentracing", ["--opentracing"])]


class Failure(Exception):
    pass


def say(text):
    print("\n== %s ==\n" % text, flush=True)


def copy(source, target):
    """Makes target equal to source; a file that is equal keeps its time."""
    os.makedirs(target, exist_ok=True)
    for name in set(os.listdir(target)) - set(os.listdir(source)):
        path = os.path.join(target, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    for name in os.listdir(source):
        old, new = os.path.join(source, name), os.path.join(target, name)
        if os.path.isdir(old):
            copy(old, new)
        elif not os.path.exists(new) or not filecmp.cmp(old, new, shallow=False):
            shutil.copyfile(old, new)


def configured(build, name, default):
    """What CMake's cache says of name."""
    try:
        with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as f:
            found = re.search(r"^%s:\w+=(.+)$" % name, f.read(), re.M)
    except OSError:
        found = None
    return found[1] if found else default


class Proof:
    def __init__(self, args):
        self.args = args
        self.work = os.path.realpath(args.work)
        self.tool = os.path.join(os.path.abspath(args.build), "bin", "trace-tidy")

    def path(self, *names):
        return os.path.join(self.work, *names)

    def run(self, command, wanted=(0,), quiet=False):
        """Runs command in the work folder, in view, so that it knows the terminal;
        or quietly, and returns its output."""
        if not quiet:
            done = subprocess.run(command, cwd=self.work, timeout=900)
        else:
            done = subprocess.run(command, cwd=self.work, timeout=900, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode not in wanted:
            raise Failure("%s\nended with %d\n%s" % (
                " ".join(command), done.returncode, done.stdout or ""))
        return done.stdout or ""

    def configure(self):
        build, otel = self.args.build, self.args.opentelemetry_root
        if otel is None:
            otel = configured(build, "OPENTELEMETRY_ROOT", "")
        self.run(["cmake", "-G", "Ninja", "-S", "orders", "-B", "build",
                  "-DCMAKE_CXX_COMPILER=" +
                  configured(build, "CMAKE_CXX_COMPILER", "clang++-22"),
                  "-DTRACE_TIDY_OTEL_DIR=" + os.path.join(ROOT, "tests", "otel"),
                  "-DTRACE_TIDY_RUNTIME_DIR=" + os.path.join(ROOT, "runtime"),
                  "-DOPENTELEMETRY_ROOT=" + otel], quiet=True)

    def compile(self):
        built = self.run(["cmake", "--build", "build"], quiet=True)
        print("%d files compiled" % len(re.findall(r"Building CXX object", built)),
              flush=True)

    def trace(self, state):
        """Runs both shops, which have to be in this state."""
        for shop, flags in SHOPS:
            say("The %s shop with %s" % (state, shop))
            self.run([self.path("build", "orders_demo"), *flags, "--scale",
                      str(self.args.scale), "--out", self.path("spans", state, shop),
                      "--expect-" + state])

    def check(self, *flags, wanted, brief=False):
        """(file, line, check) of what trace-tidy reports. Briefly, its last lines
        are shown."""
        command = [self.tool, "check", "-p", "build", "--cache=cache", *flags]
        print("$ trace-tidy " + " ".join(command[1:]), flush=True)
        if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
            command.append("--color=always")
        output = self.run(command, wanted, quiet=True)
        counts = brief and COUNTS.search(output)
        print(output[counts.start():] if counts else output, flush=True)
        output = COLOR.sub("", output)
        return sorted((os.path.relpath(os.path.realpath(self.path(m[1])),
                                       self.path("orders")), int(m[2]), check)
                      for m in WARNING.finditer(output) for check in m[3].split(","))

    def find(self):
        found = ["%s:%d %s" % finding for finding in self.check(wanted=(2,))]
        with open(os.path.join(EXAMPLE, "expected.txt"), encoding="utf-8") as f:
            expected = f.read().splitlines()
        wrong = ["expected, not found: " + e for e in expected if e not in found]
        wrong += ["found, not expected: " + f for f in found if f not in expected]
        if wrong or len(found) != len(expected):
            raise Failure("not as in examples/orders/expected.txt:\n" + "\n".join(wrong))
        print("As expected: every gap was found, and nothing else (%d findings)."
              % len(found), flush=True)

    def fix(self):
        self.check("--fix", wanted=(0,), brief=True)
        diff = ["git", "--no-pager", "diff", "--no-index", "orders.orig", "orders"]
        self.run(diff, wanted=(0, 1))
        patch = self.run(diff + ["--no-color"], wanted=(0, 1), quiet=True)
        if not patch:
            raise Failure("trace-tidy check --fix changed nothing")
        with open(self.path("fixes.patch"), "w", encoding="utf-8") as f:
            f.write(patch)

    def spans(self, state, shop):
        with open(self.path("spans", state, shop, "trace.jsonl"), encoding="utf-8") as f:
            lines = [json.loads(line) for line in f]
        for line in lines:
            for resource in line["resourceSpans"]:
                for scope in resource["scopeSpans"]:
                    yield from ((line, span) for span in scope["spans"])

    def judge(self, shop, flags, lines, wanted):
        """What the demo says of spans that it did not record itself."""
        folder = self.path("spans", "changed", shop)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "trace.jsonl"), "w", encoding="utf-8") as f:
            f.writelines(json.dumps(line) + "\n" for line in lines)
        return self.run([self.path("build", "orders_demo"), *flags, "--kept", "--out", folder,
                         "--expect-whole"], wanted=(wanted,), quiet=True)

    def judge_worse(self):
        """A verdict that cannot be bad proves nothing: without any one of its spans, or
        with one in another trace, the whole trace is not whole. Those of databases
        apart: without them it only says less."""
        for shop, flags in SHOPS:
            self.judge(shop, flags, [line for line, _ in self.spans("broken", shop)], 1)
            whole = list(self.spans("whole", shop))
            self.judge(shop, flags, [line for line, _ in whole], 0)
            trace = next(span["traceId"] for _, span in whole if any(
                a["key"] == "order.id" and a["value"]["stringValue"] == "12345"
                for a in span["attributes"]))
            ours = [(line, span) for line, span in whole if span["traceId"] == trace]
            for gone, span in ours:
                if any(a["key"] == "db.system.name" for a in span["attributes"]):
                    continue
                self.judge(shop, flags, [line for line, _ in ours if line is not gone], 1)
                span["traceId"] = "f" * 32
                self.judge(shop, flags, [line for line, _ in ours], 1)
                span["traceId"] = trace
        print("The verdict holds: without any one of its spans the trace is not whole.",
              flush=True)

    def all(self):
        copy(EXAMPLE, self.path("orders.orig"))
        copy(EXAMPLE, self.path("orders"))
        # Fixes are formatted as the project is.
        shutil.copyfile(os.path.join(ROOT, ".clang-format"), self.path(".clang-format"))
        shutil.rmtree(self.path("spans"), ignore_errors=True)
        say("A copy of examples/orders is built")
        self.configure()
        self.compile()
        say("What trace-tidy finds in it")
        self.find()
        self.trace("broken")
        say("The fixes")
        self.fix()
        self.compile()
        self.trace("whole")
        say("What trace-tidy finds now")
        if self.check(wanted=(0,)):
            raise Failure("something is reported after the fixes")
        print("Nothing.", flush=True)
        self.judge_worse()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", required=True, help="where trace-tidy was built")
    parser.add_argument("--work", help="where everything is kept (default: nowhere)")
    parser.add_argument("--scale", type=float, default=1,
                        help="on all times of the shops (default: 1, five seconds)")
    parser.add_argument("--opentelemetry-root",
                        help="opentelemetry-cpp with its SDK built, in place of tests/otel")
    args = parser.parse_args()
    scratch = None
    if not args.work:
        scratch = args.work = tempfile.mkdtemp(prefix="trace-tidy-proof-")
    try:
        Proof(args).all()
        if not scratch:
            print("Kept in %s: the spans of both runs as OTLP JSON lines (spans), the "
                  "fixed copy (orders), and how it differs (fixes.patch)." % args.work)
    except (Failure, OSError, subprocess.TimeoutExpired) as failure:
        print("proof: failed: %s" % failure, file=sys.stderr)
        return 1
    finally:
        if scratch:
            shutil.rmtree(scratch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
