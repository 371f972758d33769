#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is kept between runs: that nothing is read twice, that everything that
went in counts, and that a folder in any state costs time and no answer."""
import glob
import os
import random
import re
import shutil
import signal
import subprocess
import time
import unittest
from harness import CLEAN, DROP, SPAN, TOOL, Project

MODEL = """models:
  library: ours
  provenance: this test
  entries:
    - functions: [ours::%s]
      role: block
      category: sleep
"""


class Cached(Project):
    def units(self, result):
        """What -v said of each unit."""
        return dict(re.findall(r"(?m)^(\S+\.cpp): (cached|read: .*)$", result.err))

    def fresh(self, result, *args):
        """It found what a run without a cache finds."""
        truth = self.check_all("--no-cache", *args)
        self.assertEqual((result.code, result.out), (truth.code, truth.out), result.err)
        errors = [[line for line in r.err.splitlines() if ": error: " in line]
                  for r in (result, truth)]
        self.assertEqual(*errors)

    def run_v(self, **reads):
        """A run that reads these units for these reasons, and no others."""
        result = self.check_all("-v")
        units = self.units(result)
        self.assertEqual({n for n, said in units.items() if said != "cached"},
                         {n + ".cpp" for n in reads}, result.err)
        for name, why in reads.items():
            self.assertIn(why, units[name + ".cpp"])
        self.fresh(result)
        return result

    def many(self, count, lines=""):
        names = ["u%02d.cpp" % i for i in range(count)]
        for i, name in enumerate(names):
            self.write(name, (DROP % "").replace("f_drops", "f%02d_drops" % i) + lines)
        self.database(names)
        return names

    def bytes(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def entries(self, kind):
        return sorted(glob.glob(self.path("cache/*." + kind)))


class Warm(Cached):
    def test_nothing_is_read_again(self):
        names = self.many(6)
        cold = self.check_all("-v", "-j1")
        self.assertEqual(set(self.units(cold)), set(names))
        self.assertNotIn("from the cache", cold.err)
        for said in self.units(cold).values():
            self.assertEqual(said, "read: not seen before with this command, tool and models")
        for jobs in ("-j1", "-j4"):
            warm = self.check_all("-v", jobs)
            self.assertEqual(self.units(warm), dict.fromkeys(names, "cached"))
            self.assertIn("6 from the cache", warm.err)
            self.assertEqual(warm.out, cold.out)

    def test_output_is_the_same(self):
        self.many(6)
        runs = [self.check_all(*args) for args in (
            ["--no-cache", "-j1"], ["--no-cache", "-j4"], ["--cache=one", "-j4"],
            ["--cache=one", "-j1"], ["--cache=one", "-j4"], ["--cache=two", "-j1"])]
        self.assertEqual(len(runs[0].warnings()), 6)
        self.assertEqual({(r.code, r.out) for r in runs}, {(2, runs[0].out)})
        entries = [sorted((os.path.basename(f), self.bytes(f))
                          for f in glob.glob(self.path(folder + "/*.[ms]*")))
                   for folder in ("one", "two")]
        self.assertEqual(len(entries[0]), 12)
        self.assertEqual(*entries)

    def test_errors_are_cached(self):
        self.write("a.cpp", DROP % "\nint broken = ;")
        self.database(["a.cpp"])
        cold = self.check_all()
        self.fails(cold, 3, "a.cpp could not be compiled")
        warm = self.check_all("-v")
        self.assertEqual(self.units(warm), {"a.cpp": "cached"})
        self.fresh(warm)


class Changes(Cached):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("before"))
        self.write("near/first.h", "#pragma once\n")
        self.write("far/common.h", SPAN)
        self.write("a.cpp", '#include "first.h"\n#include "common.h"\n'
                   "void a_drops() { trace::Scope{span()}; }\n")
        self.write("b.cpp", '#include "common.h"\n#if __has_include("option.h")\n'
                   '#include "option.h"\n#else\n#define NOT\n#endif\n'
                   "NOT void b_drops() { trace::Scope{span()}; }\n")
        self.write("c.cpp", CLEAN)
        self.flags = ["-I", "before", "-I", "near", "-I", "far"]
        self.database(["a.cpp", "b.cpp", "c.cpp"], self.flags)
        self.check_all()
        self.run_v()

    def test_source(self):
        self.write("c.cpp", DROP % "")
        self.run_v(c="/c.cpp has changed")
        self.run_v()

    def test_header(self):
        self.write("far/common.h", SPAN + "// more\n")
        self.run_v(a="far/common.h has changed", b="far/common.h has changed")
        self.write("near/first.h", "#pragma once\nvoid f() { opentelemetry::trace::x(); }\n")
        self.assertEqual(self.run_v(a="near/first.h has changed").code, 3)

    def test_header_earlier_in_the_path(self):
        self.write("before/common.h", SPAN + "#define trace trace_of_another\n")
        why = "before/common.h is there now"
        self.run_v(a=why, b=why)
        os.remove(self.path("before/common.h"))
        self.run_v()

    def test_missing_header(self):
        self.write("c.cpp", '#include "late.h"\n')
        self.fails(self.run_v(c="/c.cpp has changed"), 3, "'late.h' file not found")
        self.write("far/late.h", DROP % "")
        self.assertEqual(self.run_v(c="far/late.h is there now").code, 2)
        os.remove(self.path("far/late.h"))
        self.assertEqual(self.run_v().code, 3)

    def test_has_include(self):
        self.write("near/option.h", "#define NOT\n" + CLEAN)
        self.run_v(b="near/option.h is there now")
        os.remove(self.path("near/option.h"))
        self.run_v()

    def test_looked_for_but_not_opened(self):
        self.write("c.cpp", "#if __has_embed(\"data.bin\")\n" + DROP % "" + "#endif\n")
        self.assertEqual(len(self.run_v(c="/c.cpp has changed").warnings()), 2)
        self.write("data.bin", "x")
        self.assertEqual(len(self.run_v(c="/data.bin is there now").warnings()), 3)
        self.write("c.cpp", self.text("c.cpp") + "// again\n")
        self.run_v(c="/c.cpp has changed")
        os.remove(self.path("data.bin"))
        self.assertEqual(len(self.run_v(c="/data.bin cannot be read any more").warnings()), 2)

    def test_header_is_gone(self):
        os.remove(self.path("near/first.h"))
        result = self.run_v(a="near/first.h cannot be read any more")
        self.fails(result, 3, "'first.h' file not found")

    def test_header_is_a_link(self):
        os.rename(self.path("far/common.h"), self.path("far/one.h"))
        self.write("far/two.h", SPAN + "// two\n")
        os.symlink("one.h", self.path("far/common.h"))
        self.run_v()
        os.remove(self.path("far/common.h"))
        os.symlink("two.h", self.path("far/common.h"))
        self.run_v(a="far/common.h has changed", b="far/common.h has changed")

    def test_flags(self):
        command = "not seen before with this command"
        self.database(["a.cpp", "b.cpp", "c.cpp"], self.flags + ["-DX"])
        self.run_v(a=command, b=command, c=command)
        self.database(["a.cpp", "b.cpp", "c.cpp"], self.flags)
        self.run_v()

    def test_touched(self):
        for name in ("a.cpp", "far/common.h"):
            os.utime(self.path(name), (1, 1))
        self.write("near/first.h", self.text("near/first.h"))
        self.run_v()

    def test_unit_is_added(self):
        self.write("d.cpp", DROP % "")
        self.database(["a.cpp", "b.cpp", "c.cpp", "d.cpp"], self.flags)
        self.run_v(d="not seen before")
        self.database(["a.cpp", "d.cpp"], self.flags)
        self.run_v()

    def test_models_of_the_project(self):
        new = "not seen before with this command, tool and models"
        # Folders are the project's or not by where such a file is.
        for model in ("wait", "nap"):
            self.write(".trace-tidy.yaml", MODEL % model)
            self.run_v(a=new, b=new, c=new)
            self.run_v()
        self.write(".trace-tidy.yaml", MODEL % "wait")
        self.run_v()

    def test_models_of_an_option(self):
        new = "not seen before with this command, tool and models"
        self.write(".clang-tidy", "CheckOptions:\n  ModelsFile: ours.yaml\n")
        for model in ("wait", "nap"):
            self.write("ours.yaml", "\n".join(
                line[2:] for line in (MODEL % model).splitlines()[1:]) + "\n")
            self.run_v(a=new, b=new, c=new)
        self.run_v()

    def test_models_in_a_folder_concern_what_is_in_it(self):
        self.write("sub/d.cpp", CLEAN)
        self.database(["a.cpp", "b.cpp", "c.cpp", "sub/d.cpp"], self.flags)
        self.check_all()
        self.write("sub/.trace-tidy.yaml", MODEL % "wait")
        self.assertEqual(
            {n for n, said in self.units(self.check_all("-v")).items() if said != "cached"},
            {"sub/d.cpp"})

    def test_environment_of_the_compiler(self):
        os.mkdir(self.path("more"))
        self.write("more/option.h", "#define NOT\n" + CLEAN)
        result = self.check_all("-v", env={"CPLUS_INCLUDE_PATH": self.path("more")})
        self.assertEqual(len([s for s in self.units(result).values() if s != "cached"]), 3)
        truth = self.check_all("--no-cache", env={"CPLUS_INCLUDE_PATH": self.path("more")})
        self.assertEqual(result.out, truth.out)
        self.run_v()

    def test_back_and_forth(self):
        old, new = self.text("far/common.h"), SPAN + "// new\n"
        self.write("far/common.h", new)
        self.run_v(a="has changed", b="has changed")
        for text in (old, new, old):
            self.write("far/common.h", text)
            self.run_v()
        # What is found again is not what is forgotten first.
        for i in range(3):
            self.write("c.cpp", CLEAN + "// %d\n" % i)
            self.run_v(c="has changed")
        self.write("c.cpp", CLEAN)
        self.run_v()


class Damage(Cached):
    """Each entry is damaged in another way, all in one run."""

    def setUp(self):
        super().setUp()
        self.names = self.many(16)
        self.truth = self.check_all()
        self.assertEqual(len(self.truth.warnings()), 16)
        shutil.copytree(self.path("cache"), self.path("whole"))

    def damaged(self, kind, ways, why):
        """Applies ways[i % len(ways)] to entry i; every unit must be read again
        for this reason and give the right answer, and then be cached again."""
        for first in range(0, len(ways), 16):
            with self.subTest(kind, first=first):
                shutil.rmtree(self.path("cache"))
                shutil.copytree(self.path("whole"), self.path("cache"))
                for i, file in enumerate(self.entries(kind)):
                    before = self.bytes(file)
                    after = ways[(first + i) % len(ways)](before)
                    self.assertNotEqual(before, after)
                    with open(file, "wb") as f:
                        f.write(after)
                result = self.check_all("-v")
                self.assertEqual((result.code, result.out), (2, self.truth.out), result.err)
                self.assertEqual(self.units(result), dict.fromkeys(self.names, "read: " + why))
                again = self.check_all("-v")
                self.assertEqual(again.out, self.truth.out)
                self.assertEqual(self.units(again), dict.fromkeys(self.names, "cached"))

    def both(self, ways):
        for kind in ("manifest", "summary"):
            self.damaged(kind, ways, "its cache entry is damaged")

    def test_cut_off(self):
        self.both([lambda b, n=n: b[:n] for n in (0, 1, 4, 7, 8, 9, 15, 16, 23, 24, 25, 30, 60)] +
                  [lambda b: b[:len(b) // 2], lambda b: b[:-9], lambda b: b[:-1]])

    def test_one_bit(self):
        chance = random.Random(1)

        def flip(bytes_):
            at = chance.randrange(len(bytes_) * 8)
            changed = bytearray(bytes_)
            changed[at // 8] ^= 1 << at % 8
            return bytes(changed)
        self.both([flip] * 64)

    def test_other_bytes(self):
        chance = random.Random(2)
        self.both([lambda b: chance.randbytes(len(b)), lambda b: bytes(len(b)),
                   lambda b: b"\xff" * len(b), lambda b: b + b"more", lambda b: b"TTM0" + b,
                   lambda b: b[:8] + b"\xff\xff\xff\x3f\0\0\0\0" + b[16:],
                   lambda b: b[:len(b) // 2] + bytes(len(b) - len(b) // 2)])

    def test_of_another(self):
        for kind in ("manifest", "summary"):
            first, second = map(self.bytes, self.entries(kind)[:2])
            self.damaged(kind, [lambda b: second if b == first else first],
                         "its cache entry is damaged")
        summary = self.bytes(self.entries("summary")[0])
        self.damaged("manifest", [lambda b: summary], "its cache entry is damaged")

    def test_gone(self):
        for file in self.entries("summary"):
            os.remove(file)
        result = self.check_all("-v")
        self.assertEqual(result.out, self.truth.out)
        self.assertEqual(self.units(result),
                         dict.fromkeys(self.names, "read: its cache entry is gone"))

    def test_no_file(self):
        for kind in ("manifest", "summary"):
            with self.subTest(kind):
                shutil.rmtree(self.path("cache"))
                shutil.copytree(self.path("whole"), self.path("cache"))
                for file in self.entries(kind):
                    os.remove(file)
                    os.mkdir(file)
                result = self.check_all()
                self.assertEqual((result.code, result.out), (2, self.truth.out))
                self.assertIn("the cache cannot be used: ", result.err)


class AtOnce(Cached):
    def start(self, *args):
        return subprocess.Popen([TOOL, "check", "-p", "build", "--cache=cache", *args],
                                cwd=self.dir, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def test_two_runs(self):
        names = self.many(8)
        truth = self.check_all("--no-cache").out
        for _ in range(3):
            shutil.rmtree(self.path("cache"), ignore_errors=True)
            runs = [self.start("-j2") for _ in range(3)]
            for run in runs:
                out, err = run.communicate(timeout=60)
                self.assertEqual((run.returncode, out), (2, truth), err)
                self.assertNotIn("the cache cannot be used", err)
            self.assertEqual(self.units(self.check_all("-v")), dict.fromkeys(names, "cached"))

    def test_folder_is_removed_meanwhile(self):
        self.many(8)
        truth = self.check_all("--no-cache").out
        run = self.start("-j1")
        while run.poll() is None:
            shutil.rmtree(self.path("cache"), ignore_errors=True)
            time.sleep(0.01)
        out, err = run.communicate(timeout=60)
        self.assertEqual((run.returncode, out), (2, truth), err)

    def test_killed(self):
        names = self.many(8, "constexpr int slow() { int n = 0; while (n < 150000) ++n; "
                          "return n; }\nstatic_assert(slow());\n")
        truth = self.check_all("--no-cache").out
        chance = random.Random(3)
        stopped = 0
        for how in [signal.SIGKILL] * 8 + [signal.SIGTERM, signal.SIGINT] * 2:
            run = self.start("-j2")
            time.sleep(chance.uniform(0.02, 0.3))
            run.send_signal(how)
            run.communicate(timeout=60)
            stopped += run.returncode < 0
            self.nothing_runs()
            if chance.random() < 0.5:
                shutil.rmtree(self.path("cache"), ignore_errors=True)
        self.assertGreater(stopped, 3, "most were to be stopped in the middle")
        result = self.check_all("-v")
        self.assertEqual((result.code, result.out), (2, truth))
        self.assertEqual(self.units(self.check_all("-v")), dict.fromkeys(names, "cached"))


class Unusable(Cached):
    """The answer is right, and it is said once what is wrong with the folder."""

    def setUp(self):
        super().setUp()
        self.many(3)
        self.truth = self.check_all("--no-cache")

    def right(self, result, *texts):
        self.assertEqual((result.code, result.out), (2, self.truth.out), result.err)
        self.assertEqual(result.err.count("the cache cannot be used"), 1, result.err)
        for text in ("trace-tidy: warning: ", "going on without it") + texts:
            self.assertIn(text, result.err)

    def test_below_a_file(self):
        self.write("file", "")
        self.right(self.check_all("--cache=file/cache"), "file/cache", "Not a directory")
        self.right(self.check_all("--cache=file"), "file")

    def test_no_permission(self):
        os.chmod(self.dir, 0o755)
        os.mkdir(self.path("cache"), 0o755)
        result = self.as_nobody(TOOL, "check", "-p", "build", "--cache=cache", "-v")
        self.right(result, "cache/", "ermission denied")
        # What others keep there can be used all the same.
        self.check_all()
        result = self.as_nobody(TOOL, "check", "-p", "build", "--cache=cache", "-v")
        self.assertEqual(set(self.units(result).values()), {"cached"}, result.err)
        self.assertNotIn("warning: the cache", result.err)
        os.chmod(self.path("cache"), 0o700)
        self.right(self.as_nobody(TOOL, "check", "-p", "build", "--cache=cache"),
                   "ermission denied")

    def test_read_only(self):
        os.mkdir(self.path("cache"))
        self.right(self.in_mount("mount -t tmpfs -o ro none cache",
                                 TOOL, "check", "-p", "build", "--cache=cache"),
                   "Read-only file system")

    def test_full_disk(self):
        os.mkdir(self.path("cache"))
        for size in ("4k", "8k", "16k", "24k"):
            with self.subTest(size):
                result = self.in_mount(
                    "mount -t tmpfs -o size=%s none cache" % size,
                    "sh", "-c", "%s check -p build --cache=cache; code=$?; "
                    "ls cache >&2; exit $code" % TOOL)
                if size == "4k":
                    self.right(result, "No space left on device")
                self.assertEqual((result.code, result.out), (2, self.truth.out))
                self.assertNotIn(".tmp", result.err.replace(".tmp cannot", ""))

    def test_size_limit(self):
        self.right(self.limited(10, TOOL, "check", "-p", "build", "--cache=cache"),
                   "File too large")
        self.assertEqual(glob.glob(self.path("cache/*.tmp")), [])
        self.assertEqual(self.check_all().out, self.truth.out)


class Where(Cached):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")
        self.database(["a.cpp"])

    def check_env(self, *args, **env):
        full = {k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME")}
        full.update(env)
        return self.command("env", "-i", *("%s=%s" % e for e in full.items()),
                            TOOL, "check", "-p", "build", "-v", *args)

    def test_default(self):
        for env, where in (({"XDG_CACHE_HOME": self.path("xdg"), "HOME": self.path("h")},
                            "xdg/trace-tidy"),
                           ({"HOME": self.path("home")}, "home/.cache/trace-tidy")):
            self.assertIn("a.cpp: read", self.check_env(**env).err)
            self.assertTrue(glob.glob(self.path(where + "/*.summary")))
            self.assertIn("a.cpp: cached", self.check_env(**env).err)
        self.assertFalse(os.path.exists(self.path("h")))

    def test_names_that_are_no_folder(self):
        # As the XDG specification has it: what is not absolute is not there.
        for xdg in ("", "relative"):
            result = self.check_env(XDG_CACHE_HOME=xdg, HOME=self.path("home"))
            self.assertEqual(result.code, 2, result.err)
            self.assertTrue(glob.glob(self.path("home/.cache/trace-tidy/*.summary")))
        before = set(os.listdir(self.dir))
        result = self.check_env(HOME="")
        self.assertEqual(result.code, 2, result.err)
        self.assertIn("a.cpp: read: no cache", result.err)
        self.assertEqual(set(os.listdir(self.dir)), before)

    def test_no_home(self):
        os.chmod(self.dir, 0o755)
        result = self.as_nobody("env", "-u", "HOME", "-u", "XDG_CACHE_HOME",
                                TOOL, "check", "-p", "build")
        self.assertEqual((result.code, len(result.warnings())), (2, 1), result.err)

    def test_option(self):
        self.check_env("--cache=here", HOME=self.path("home"))
        self.assertTrue(glob.glob(self.path("here/*.summary")))
        self.assertFalse(os.path.exists(self.path("home")))
        # Shared between folders and users: only the contents count.
        shutil.copytree(self.path("here"), self.path("there/deep"))
        self.assertIn("a.cpp: cached", self.check_env("--cache=there/deep").err)

    def test_no_cache(self):
        for _ in range(2):
            result = self.check_env("--no-cache", HOME=self.path("home"))
            self.assertIn("a.cpp: read: no cache", result.err)
        self.assertFalse(os.path.exists(self.path("home")))
        self.fails(self.check_env("--no-cache", "--cache=x"), 1, "either --cache or --no-cache")

    def test_units_share_what_is_the_same(self):
        self.database(["a.cpp", "a.cpp"])
        self.assertEqual(len(self.check_all().warnings()), 1)
        self.assertEqual(len(self.entries("manifest")), 1)


if __name__ == "__main__":
    unittest.main()
