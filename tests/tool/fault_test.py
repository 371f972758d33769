#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Files that take the frontend down or change under it, and disks that are
full: what is lost is that one thing, it is said, and the rest is right."""
import os
import subprocess
import threading
import time
import unittest
from harness import CLEAN, DROP, LINE, SPAN, TOOL, Project

# Reading this takes a second or so, after what stands above it.
SLOW = "constexpr unsigned slow() { unsigned n = 0; while (n < 1000000) ++n; " \
       "return n; }\nstatic_assert(slow());\n"
NEVER = SLOW.replace("1000000", "4000000000")
STEPS = "-fconstexpr-steps=4294967295"


class Faults(Project):
    """One file of four is bad."""

    def setUp(self):
        super().setUp()
        for name in ("a.cpp", "b.cpp", "c.cpp"):
            self.write(name, DROP % "")
        self.write("bad.cpp", CLEAN)

    def only_that(self, why, *args, flags=()):
        self.database(["a.cpp", "b.cpp", "bad.cpp", "c.cpp"], list(flags))
        said = "error: bad.cpp could not be compiled, so gaps in it may be missing: error: " + why
        for jobs in ("-j1", "-j4"):
            result = self.check_all("-v", jobs, *args)
            self.fails(result, 3, said,
                       "3 gaps in 3 files; 4 translation units read, 1 failed")
            self.assertEqual([w.split(":")[0] for w in result.warnings()],
                             ["a.cpp", "b.cpp", "c.cpp"])
            self.nothing_runs()
        # It may go better the next time, and did not become clean.
        self.assertIn("bad.cpp: read: not seen before", result.err)
        self.assertEqual(result.err.count(": cached"), 3)

    def test_crash(self):
        # clang's own pragmas for testing this.
        for how in ("crash", "parser_crash", "llvm_fatal_error"):
            with self.subTest(how):
                self.write("bad.cpp", "#pragma clang __debug %s\n" % how)
                self.only_that("trace-tidy crashed on this file; please report")

    def test_stack_overflow(self):
        depth = 300000
        self.write("bad.cpp", "int f(int a) { return %sa%s; }\n" % ("(" * depth, ")" * depth))
        self.only_that("trace-tidy crashed on this file",
                       flags=["-fbracket-depth=%d" % (2 * depth)])

    def test_endless(self):
        self.write("bad.cpp", NEVER)
        start = time.monotonic()
        self.only_that("gave up after 1 s (--timeout-per-tu)", "--timeout-per-tu=1",
                       flags=[STEPS])
        self.assertLess(time.monotonic() - start, 30)

    def test_endless_instantiation(self):
        self.write("bad.cpp", "template <int D, int N> constexpr int v = v<D - 1, 2 * N> + "
                   "v<D - 1, 2 * N + 1>;\ntemplate <int N> constexpr int v<0, N> = 1;\n"
                   "int x = v<40, 0>;\n")
        self.only_that("gave up after 1 s", "--timeout-per-tu=1")

    def test_worker_is_killed(self):
        """As the system does when memory runs out."""
        self.write("bad.cpp", NEVER)
        self.database(["a.cpp", "bad.cpp", "c.cpp"], [STEPS])
        run = Running(self, "-j1")
        run.wait_for_worker()
        os.kill(run.worker(), 9)
        self.fails(run.result(), 3, "bad.cpp could not be compiled",
                   "the worker was killed by signal 9", "2 gaps in 2 files")
        self.nothing_runs()

    def test_run_is_killed(self):
        """Its workers do not go on without it."""
        self.write("bad.cpp", NEVER)
        self.database(["bad.cpp"], [STEPS])
        for how in (9, 15, 2):
            run = Running(self, "--timeout-per-tu=0")
            run.wait_for_worker()
            run.run.send_signal(how)
            self.assertEqual(run.result().code, -how)
            self.nothing_runs()

    def test_deep_templates(self):
        self.write("bad.cpp", "template <int N> struct A { static constexpr int v = "
                   "A<N - 1>::v + 1; };\ntemplate <> struct A<0> { static constexpr int v = 0; };"
                   "\nint x = A<5000>::v;\n")
        self.database(["a.cpp", "bad.cpp"], ["-ftemplate-depth=1000000"])
        self.assertEqual(self.check_all().code, 2)

    def test_includes_itself(self):
        self.write("bad.cpp", '#include "bad.cpp"\n')
        self.database(["a.cpp", "bad.cpp"])
        self.fails(self.check_all(), 3, "bad.cpp:1:10: error: #include nested too deeply",
                   "1 gap in 1 file")

    def test_none_is_good(self):
        self.write("bad.cpp", "#pragma clang __debug crash\n")
        self.database(["bad.cpp"])
        self.fails(self.check_all(), 3, "bad.cpp", "no gaps; 1 translation unit read, 1 failed")

    def test_summarize(self):
        for text, code, said in (
                ("#pragma clang __debug crash\n", 3, "crashed on this file"),
                (NEVER, 3, "gave up after 1 s (--timeout-per-tu)")):
            self.write("bad.cpp", text)
            self.fails(self.tool("summarize", "bad.cpp", "-o", "bad.tts", "--timeout-per-tu=1",
                                 "--", *[STEPS]), code, "bad.cpp", said)
            self.nothing_runs()


class Running:
    """A run in the background, with one worker at a time."""

    def __init__(self, test, *args):
        self.test = test
        self.run = subprocess.Popen(
            [TOOL, "check", "-p", "build", "--cache=cache", "-j1", *args], cwd=test.dir,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        test.addCleanup(self.run.kill)

    def worker(self):
        return next((p for p in self.test.processes() if p != self.run.pid), None)

    def wait_for_worker(self, seconds=0.1):
        """Until a worker has been at its file for so long, by its own clock."""
        while self.run.poll() is None:
            try:
                with open("/proc/%s/stat" % self.worker(), encoding="ascii") as f:
                    used = sum(map(int, f.read().rsplit(") ", 1)[1].split()[11:13]))
                if used >= seconds * os.sysconf("SC_CLK_TCK"):
                    return
            except OSError:
                pass
            time.sleep(0.01)
        self.test.fail("the run ended before it was looked at: " + self.run.communicate()[1])

    def result(self):
        out, err = self.run.communicate(timeout=60)
        done = subprocess.CompletedProcess([], self.run.returncode, out, err)
        return type(self.test.tool("--version"))(done)


class Meanwhile(Project):
    """The worker has read a file when it changes."""

    def setUp(self):
        super().setUp()
        self.write("a.h", SPAN)
        self.write("a.cpp", '#include "a.h"\n' + SLOW +
                   "void f_drops() { trace::Scope{span()}; }\n")
        self.database(["a.cpp"], [STEPS])

    def during(self, change, *args):
        run = Running(self, "-v", *args)
        run.wait_for_worker()
        change()
        return run.result()

    def fresh(self, result):
        truth = self.check_all("--no-cache")
        self.assertEqual((result.code, result.out), (truth.code, truth.out), result.err)
        after = self.check_all()
        self.assertEqual((after.code, after.out), (truth.code, truth.out), after.err)

    def test_source(self):
        result = self.during(lambda: self.write("a.cpp", CLEAN))
        self.assertIn("warning: a.cpp changed while it was read; a.cpp is read again", result.err)
        self.assertEqual(result.code, 0)
        self.fresh(result)

    def test_header(self):
        result = self.during(lambda: self.write("a.h", SPAN + "#define f_drops g_drops\n"))
        self.assertIn("warning: a.h changed while it was read; a.cpp is read again", result.err)
        self.assertEqual(len(result.warnings()), 1)
        self.fresh(result)

    def test_header_is_deleted(self):
        result = self.during(lambda: os.remove(self.path("a.h")))
        self.assertIn("a.h changed while it was read", result.err)
        self.fails(result, 3, "'a.h' file not found")
        self.fresh(result)

    def test_source_is_deleted(self):
        result = self.during(lambda: os.remove(self.path("a.cpp")))
        self.fails(result, 3, "a.cpp changed while it was read", "a.cpp could not be compiled")

    def test_all_the_time(self):
        """It ends, and says that the answer may be old."""
        self.write("b.cpp", DROP % "")
        self.database(["a.cpp", "b.cpp"], [STEPS])
        run, stop = Running(self), threading.Event()

        def writer():
            count = 0
            while not stop.wait(0.05):
                count += 1
                self.write("a.new", SPAN + "// %d\n" % count)
                os.replace(self.path("a.new"), self.path("a.h"))
        thread = threading.Thread(target=writer)
        thread.start()
        try:
            result = run.result()
        finally:
            stop.set()
            thread.join()
        self.assertEqual((result.code, len(result.warnings())), (2, 2), result.err)
        self.assertIn("changed", result.err)
        self.fresh(result)

    def test_of_a_cached_unit(self):
        self.write("b.cpp", DROP % "")
        self.database(["b.cpp", "a.cpp"], [STEPS])
        self.check_all("--alone", "b.cpp")
        result = self.during(lambda: self.write("b.cpp", CLEAN))
        self.assertIn("b.cpp: cached", result.err)
        self.assertIn("warning: b.cpp changed during the run: what is said of it holds for what "
                      "it was", result.err)
        # With the lines of what it was.
        self.assertIn("b.cpp:%d:" % LINE, result.out)
        self.assertEqual(result.out.count("trace::Scope{span()};"), 2)

    def test_header_of_a_cached_unit(self):
        """Also where it was included by another name than it is shown by."""
        self.write("inc/b.h", "// one\n" + DROP % " // old")
        self.write("src/b.cpp", '#include "../inc/b.h"\n')
        self.database(["src/b.cpp", "a.cpp"], [STEPS])
        self.check_all("--alone", "src/b.cpp")
        result = self.during(lambda: self.write("inc/b.h", CLEAN))
        self.assertIn("src/../inc/b.h changed during the run", result.err)
        self.assertIn("inc/b.h:%d:" % (LINE + 1), result.out)
        self.assertIn("} // old\n", result.out)

    def test_header_appears(self):
        os.mkdir(self.path("before"))
        self.database(["a.cpp"], [STEPS, "-iquote", "before"])
        self.write("a.cpp", '#include <a.h>\n' + SLOW + CLEAN)
        self.write("after/a.h", SPAN)
        self.database(["a.cpp"], [STEPS, "-I", "before", "-I", "after"])
        result = self.during(lambda: self.write("before/a.h", "#error other\n"))
        self.assertIn("warning: before/a.h changed during the run", result.err)
        self.assertEqual(result.code, 0)
        after = self.check_all("-v")
        self.assertIn("before/a.h is there now", after.err)
        self.assertEqual(after.code, 3)

    def test_touched(self):
        def touch():
            self.write("a.h", self.text("a.h"))
        result = self.during(touch)
        self.assertNotIn("read again", result.err)
        self.fresh(result)


class Output(Project):
    """What cannot be written is an error that names it; nothing is lost."""

    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")
        self.database(["a.cpp"])
        self.assertEqual(self.summarize("a.tts").code, 0)
        with open(self.path("a.tts"), "rb") as f:
            self.bytes = f.read()

    def summarize(self, *args):
        return self.tool("summarize", "-p", "build", "a.cpp", "-o", *args)

    def each(self, out, *more):
        """The commands that write, for this output."""
        return ([TOOL, "summarize", "-p", "build", "a.cpp", "-o", out],
                [TOOL, "link", "a.tts", "-o", out])

    def test_where_none_can_be(self):
        os.mkdir(self.path("folder"))
        self.write("file", "text")
        for out, why in (("nowhere/x.tts", "No such file or directory"),
                         ("folder", "Is a directory"), ("file/x.tts", "Not a directory")):
            for command in self.each(out):
                with self.subTest(command[1:]):
                    self.fails(self.command(*command), 1,
                               "trace-tidy: error: %s cannot be written: " % out, why)
        self.assertEqual(os.listdir(self.path("folder")), [])
        self.assertEqual(self.text("file"), "text")

    def test_full_disk(self):
        os.mkdir(self.path("out"))
        for command in self.each("out/x"):
            result = self.in_mount(
                "mount -t tmpfs -o size=8k none out && echo before > out/x "
                "&& ! cat /dev/zero > out/fill 2> out/y", "sh", "-c",
                " ".join(command) + "; code=$?; cat out/x; ls out >&2; exit $code")
            self.fails(result, 1, "out/x cannot be written: No space left on device")
            self.assertEqual(result.out, "before\n")
            self.assertEqual(result.err.split()[-3:], ["fill", "x", "y"])

    def test_size_limit(self):
        self.write("out/x", "before\n")
        for command in self.each("out/x"):
            self.fails(self.limited(100, *command), 1, "out/x cannot be written: File too large")
        self.assertEqual((os.listdir(self.path("out")), self.text("out/x")), (["x"], "before\n"))

    def test_no_permission(self):
        os.chmod(self.dir, 0o755)
        os.mkdir(self.path("out"), 0o755)
        self.write("out/x", "before\n")
        for command in self.each("out/x"):
            self.fails(self.as_nobody(*command), 1, "out/x cannot be written: ",
                       "ermission denied")
        self.assertEqual((os.listdir(self.path("out")), self.text("out/x")), (["x"], "before\n"))

    def test_devices_and_pipes(self):
        os.mkfifo(self.path("pipe"))
        for command in self.each("pipe"):
            reader = os.open(self.path("pipe"), os.O_RDONLY | os.O_NONBLOCK)
            self.assertEqual(self.command(*command).code, 0)
            self.assertEqual(len(os.read(reader, 1 << 16)), len(self.bytes))
            os.close(reader)
        # As /dev/full, which must not be replaced by a file if this goes wrong.
        try:
            os.mknod(self.path("full"), 0o20666, os.makedev(1, 7))
            open(self.path("full"), "wb").close()
        except OSError:
            self.skipTest("no device can be made here")
        for command in self.each("full"):
            self.fails(self.command(*command), 1,
                       "full cannot be written: No space left on device")
        self.assertFalse(os.path.isfile(self.path("full")))

    def test_standard_output(self):
        self.write("build/.keep", "")
        for command in (["check", "-p", "build"], ["dump", "a.tts"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                result = self.command(TOOL, *command, stdout=full)
            self.fails(result, 1, "the output cannot be written: No space left on device")

    def test_dependency_file(self):
        """A new summary whose inputs nobody knows would be taken for current."""
        self.write("a.cpp", CLEAN)
        self.fails(self.summarize("a.tts", "--depfile=nowhere/a.d"), 1,
                   "nowhere/a.d cannot be written")
        with open(self.path("a.tts"), "rb") as f:
            self.assertEqual(f.read(), self.bytes)


if __name__ == "__main__":
    unittest.main()
