# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the command-line tests share: a scratch project, the binaries, runs."""
import json
import os
import resource
import shlex
import shutil
import subprocess
import tempfile
import time
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
        self.code, self.out, self.err = done.returncode, done.stdout or "", done.stderr
        self.all = self.out + self.err

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

    def text(self, name):
        with open(self.path(name), encoding="utf-8") as f:
            return f.read()

    def database(self, names, flags=(), where="build"):
        entries = [{"directory": self.dir, "file": self.path(n),
                    "arguments": ["c++"] + FLAGS + list(flags) +
                    ["-c", n, "-o", n + ".o"]} for n in names]
        return self.write(os.path.join(where, "compile_commands.json"),
                          json.dumps(entries))

    def command(self, *args, cwd=None, env={}, **how):
        return Result(subprocess.run(
            [str(a) for a in args], cwd=cwd or self.dir, stderr=subprocess.PIPE,
            text=True, timeout=120, env={**os.environ, **env},
            **{"stdout": subprocess.PIPE, **how}))

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

    def as_nobody(self, *args):
        """Without the rights of root, to whom nothing is forbidden."""
        drop = []
        if os.getuid() == 0:
            drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            if not shutil.which(drop[0]) or self.command(*drop, TOOL, "--version").code:
                self.skipTest("no other user can run the tool")
        return self.command(*drop, *args)

    def in_mount(self, mount, *args):
        """With a file system that this process alone sees."""
        alone = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-rm"]
        if not shutil.which("unshare") or self.command(*alone, "sh", "-c", mount).code:
            self.skipTest("nothing can be mounted here")
        return self.command(*alone, "sh", "-c", mount + " && exec " + shlex.join(args))

    def limited(self, size, *args, **kwargs):
        """No file may get larger: as a disk that is full."""
        return self.command(*args, **kwargs, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (size, size)))

    def processes(self):
        """The tool's that run in this directory, with their command lines."""
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/cmdline" % pid, "rb") as f:
                    line = f.read().replace(b"\0", b" ").decode(errors="replace")
                if TOOL in line and os.readlink("/proc/%s/cwd" % pid).startswith(self.dir):
                    found[int(pid)] = line
            except OSError:
                pass
        return found

    def nothing_runs(self):
        """All processes of the run end with it, or at once after it."""
        for _ in range(100):
            if not self.processes():
                return
            time.sleep(0.02)
        self.fail("still running: %s" % self.processes())

    def fails(self, result, code, *texts):
        """It ended with this code and said these on stderr."""
        self.assertEqual(result.code, code, result.all)
        for text in texts:
            self.assertIn(text, result.err)
        self.assertNotIn("Stack dump", result.all)
