# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the command-line tests share: a scratch project, the binaries, runs."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.abspath(os.environ.get("TRACE_TIDY_BUILD",
                                       os.path.join(ROOT, "build", "llvm-22")))
LLVM = os.environ.get("TRACE_TIDY_LLVM", "22")
TOOL = os.path.join(BUILD, "bin", "trace-tidy")
PLUGIN = os.path.join(BUILD, "lib", "libTraceTidyPlugin.so")
FLAGS = ["-std=c++20"]

# The smallest thing that is reported: a scope that dies at once. LINE is where.
# Its own declarations, since reading the real headers takes most of a run.
SPAN = "namespace opentelemetry::trace { struct Span; struct Scope {\n" \
       "  explicit Scope(Span &); ~Scope(); }; }\n" \
       "namespace trace = opentelemetry::trace; trace::Span &span();\n"
DROP = SPAN + "void f_drops() { trace::Scope{span()}; }%s\n"
LINE = 4
CHECK = "tracing-discarded-scope"
CLEAN = "int clean() { return 1; }\n"


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.all = done.stdout + done.stderr

    def warnings(self):
        return [line for line in self.out.splitlines() if ": warning: " in line]


class Project(unittest.TestCase):
    """A scratch directory that is the current one of each run."""

    def setUp(self):
        self.dir = os.path.realpath(tempfile.mkdtemp(prefix="trace-tidy-test-"))
        self.addCleanup(shutil.rmtree, self.dir)
        os.environ["XDG_CACHE_HOME"] = self.path(".home-cache")

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        return self.path(name)

    def database(self, names, flags=(), where="build"):
        entries = [{"directory": self.dir, "file": self.path(n),
                    "arguments": ["c++"] + FLAGS + list(flags) +
                    ["-c", n, "-o", n + ".o"]} for n in names]
        return self.write(os.path.join(where, "compile_commands.json"),
                          json.dumps(entries))

    def command(self, *args, cwd=None, env={}):
        return Result(subprocess.run(
            [str(a) for a in args], cwd=cwd or self.dir, capture_output=True,
            text=True, timeout=120, env={**os.environ, **env}))

    def tool(self, *args, **kwargs):
        return self.command(TOOL, *args, **kwargs)

    def check(self, name, *args, flags=()):
        return self.tool("check", *args, name, "--", *FLAGS, *flags)

    def check_all(self, *args, **kwargs):
        """Of the database, with a cache of this test's own."""
        if not any(str(a).startswith(("--cache", "--no-cache")) for a in args):
            args += ("--cache=" + self.path("cache"),)
        return self.tool("check", "-p", "build", *args, **kwargs)

    def tidy(self, name, *args, flags=(), checks="-*,tracing-*"):
        return self.command("clang-tidy-" + LLVM, "-load", PLUGIN,
                            *(["-checks=" + checks] if checks else []),
                            *args, name, "--", *FLAGS, *flags)

    def fails(self, result, code, *texts):
        """It ended with this code and said these on stderr."""
        self.assertEqual(result.code, code, result.all)
        for text in texts:
            self.assertIn(text, result.err)
        self.assertNotIn("Stack dump", result.all)
