#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""summarize, link and dump: what a build system relies on, and files that are
not what they should be."""
import itertools
import json
import os
import random
import shutil
import unittest
from harness import CLEAN, DROP, FLAGS, SPAN, TOOL, Project


class Summaries(Project):
    def bytes(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def summarize(self, name, *args, flags=(), **kwargs):
        return self.tool("summarize", name, *args, "--", *FLAGS, *flags, **kwargs)

    def link(self, *names, out="program"):
        result = self.tool("link", *names, "-o", out)
        self.assertEqual(result.code, 0, result.all)
        return self.bytes(out)


class Summarize(Summaries):
    def test_equal_bytes(self):
        self.write("src/a.h", SPAN)
        self.write("src/a.cpp", '#include "a.h"\nvoid f_drops() { trace::Scope{span()}; }\n')
        self.write("below/x", "")
        self.database(["src/a.cpp"])
        for out, where in (("1.tts", "."), ("2.tts", "."), ("3.tts", "below"), ("4.tts", "/")):
            result = self.tool("summarize", "-p", self.path("build"), self.path("src/a.cpp"),
                               "-o", self.path(out), cwd=self.path(where))
            self.assertEqual((result.code, result.all), (0, ""))
            self.assertEqual(self.bytes(out), self.bytes("1.tts"))
        os.utime(self.path("src/a.h"), (1, 1))
        self.tool("summarize", "-p", "build", "src/a.cpp", "-o", "1.tts")
        self.assertEqual(self.bytes("1.tts"), self.bytes("2.tts"))

    def test_compile_error(self):
        self.write("a.cpp", DROP % "\nint broken = ;")
        self.fails(self.summarize("a.cpp", "-o", "a.tts"), 3,
                   "a.cpp could not be compiled", "a.cpp:5:14: error: expected")
        dumped = json.loads(self.tool("dump", "a.tts").out)
        self.assertIn("a.cpp:5:14: error: expected", dumped["units"][0]["error"])
        self.assertEqual([f["name"] for f in dumped["functions"]], ["f_drops"])

    def test_mistakes(self):
        self.write("a.cpp", CLEAN)
        self.write("b.c", "int b;\n")
        self.write("a.tts", "before")
        self.database(["a.cpp"])
        for args, said in ((["gone.cpp", "--"], "no such file: gone.cpp"),
                           (["b.c", "--"], "b.c is not C++"),
                           (["b.c", "-p", "build"], "b.c is not in the compilation database"),
                           (["a.cpp", "-p", "build", "--"], "either -p or flags"),
                           (["a.cpp", "-p", "nowhere"], "no such directory: nowhere"),
                           (["a.cpp", "--models=gone.yaml", "--"], "gone.yaml")):
            with self.subTest(args):
                self.fails(self.tool("summarize", "-o", "a.tts", *args), 1, said)
        self.fails(self.tool("summarize", "a.cpp", "--"), 1, "-o")
        self.assertEqual(self.text("a.tts"), "before")

    def test_two_commands(self):
        self.write("a.cpp", CLEAN)
        entries = [{"directory": self.dir, "file": "a.cpp", "arguments": ["c++", flag, "a.cpp"]}
                   for flag in ("-DA", "-DB")]
        self.write("build/compile_commands.json", json.dumps(entries))
        self.fails(self.tool("summarize", "-p", "build", "a.cpp", "-o", "a.tts"), 1,
                   "a.cpp has 2 compile commands", "after --")


class Depfile(Summaries):
    NAMES = ["plain.h", "two words.h", "mid#dle.h", "dol$lar.h", "back\\slash.h", "both\\ of.h"]

    def setUp(self):
        super().setUp()
        for name in self.NAMES:
            self.write(name, "#pragma once\n")
        self.write(".trace-tidy.yaml", "models:\n  library: ours\n  provenance: this test\n")
        self.write("more.yaml", "library: more\nprovenance: this test\n")
        self.write("a b.cpp", "".join('#include "%s"\n' % n for n in self.NAMES) + CLEAN)
        self.inputs = self.NAMES + ["a b.cpp", ".trace-tidy.yaml", "more.yaml"]
        self.command_line = (
            "%s summarize 'a b.cpp' -o 'out 1.tts' --depfile out.d --models=more.yaml -- %s"
            % (TOOL, " ".join(FLAGS)))

    def rebuilt_by_each(self, build):
        """build() is true when it made something."""
        self.assertTrue(build())
        self.assertFalse(build(), "made again without a reason")
        for name in self.inputs:
            with self.subTest(name):
                now = os.stat(self.path("out 1.tts")).st_mtime + 2
                os.utime(self.path(name), (now, now))
                self.assertTrue(build(), "not made again")
                # Newer than all that is read.
                for each in self.inputs:
                    os.utime(self.path(each), (1, 1))
                self.assertFalse(build())

    def test_ninja(self):
        if not shutil.which("ninja"):
            self.skipTest("no ninja")
        self.write("build.ninja", "rule s\n  command = %s\n  depfile = out.d\n"
                   "build out$ 1.tts: s a$ b.cpp\n" % self.command_line)

        def build():
            result = self.command("ninja")
            self.assertEqual(result.code, 0, result.all)
            return "no work to do" not in result.out
        self.rebuilt_by_each(build)

    def test_ninja_keeps_them(self):
        if not shutil.which("ninja"):
            self.skipTest("no ninja")
        self.write("build.ninja", "rule s\n  command = %s\n  depfile = out.d\n  deps = gcc\n"
                   "build out$ 1.tts: s a$ b.cpp\n" % self.command_line)
        self.assertEqual(self.command("ninja").code, 0)
        known = self.command("ninja", "-t", "deps").out.splitlines()
        for name in self.inputs:
            self.assertTrue(any(line.strip() in (name, self.path(name)) for line in known),
                            (name, known))

    def test_make(self):
        if not shutil.which("make"):
            self.skipTest("no make")
        self.write("Makefile", "out\\ 1.tts:\n\t%s\n-include out.d\n" % self.command_line)

        def build():
            result = self.command("make")
            self.assertEqual(result.code, 0, result.all)
            return "up to date" not in result.out
        self.rebuilt_by_each(build)

    def test_nothing_else_is_in_it(self):
        self.write("c.cpp", '#include "plain.h"\n#if __has_include("two words.h")\n#endif\n')
        self.summarize("c.cpp", "-o", "c.tts", "--depfile=c.d")
        text = self.text("c.d")
        self.assertTrue(text.startswith("c.tts: \\\n"), text)
        ours = [line for line in text.split(" \\\n")[1:] if self.dir in line]
        self.assertEqual({os.path.basename(line.strip()) for line in ours},
                         {"c.cpp", "plain.h", "two\\ words.h", ".trace-tidy.yaml"})

    def test_is_made_when_it_does_not_compile(self):
        self.write("c.cpp", '#include "plain.h"\nint broken = ;\n')
        self.assertEqual(self.summarize("c.cpp", "-o", "c.tts", "--depfile=c.d").code, 3)
        self.assertIn("plain.h", self.text("c.d"))


class Link(Summaries):
    def setUp(self):
        super().setUp()
        self.write("common.h", SPAN + "#ifdef B\n#define DIFFERENT 2\n#else\n"
                   "#define DIFFERENT 1\n#endif\n"
                   "inline int same() { return 1; }\n"
                   "inline void differs() { for (int i = 0; i < DIFFERENT; ++i) span(); "
                   "if (DIFFERENT > 1) span(); }\n")
        self.names = []
        for name, flags in (("a", []), ("b", ["-DB"]), ("c", []), ("d", ["-DB"])):
            self.write(name + "/x.cpp", '#include "../common.h"\n'
                       "static int own() { same(); differs(); return %d; }\n"
                       "void f_%s() { own(); trace::Scope{span()}; }\n" % (ord(name), name))
            result = self.summarize(name + "/x.cpp", "-o", name + ".tts", flags=flags)
            self.assertEqual(result.code, 0, result.all)
            self.names.append(name + ".tts")
        self.truth = self.link(*self.names, out="truth")

    def test_any_order(self):
        for order in itertools.permutations(self.names):
            self.assertEqual(self.link(*order), self.truth, order)

    def test_any_grouping(self):
        a, b, c, d = self.names
        for first, second in (([a], [b, c, d]), ([a, b], [c, d]), ([b, d], [a, c]),
                              ([d, b, c], [a])):
            self.link(*first, out="1")
            self.link(*second, out="2")
            self.assertEqual(self.link("1", "2"), self.truth)
            self.assertEqual(self.link("2", "1"), self.truth)
            self.assertEqual(self.link("2", *first), self.truth)

    def test_repetition(self):
        self.assertEqual(self.link(*self.names, *self.names), self.truth)
        self.assertEqual(self.link("truth"), self.truth)
        self.assertEqual(self.link("truth", *self.names[:2], "truth"), self.truth)

    def test_one(self):
        self.assertEqual(self.link("a.tts"), self.bytes("a.tts"))

    def test_both_of_one_name_are_kept(self):
        functions = json.loads(self.tool("dump", "truth").out)["functions"]
        self.assertEqual(sorted(f["name"] for f in functions),
                         ["differs"] + ["f_" + n for n in "abcd"] + ["own"] * 4 + ["same"])

    def test_over_an_input(self):
        shutil.copy(self.path("a.tts"), self.path("over"))
        self.assertEqual(self.link("over", "b.tts", "c.tts", "d.tts", out="over"), self.truth)

    def test_list(self):
        self.write("list", "\n".join(self.names) + "\n")
        self.assertEqual(self.link("@list"), self.truth)
        self.write("list", "a.tts b.tts\n")
        self.assertEqual(self.link("c.tts", "@list", "d.tts"), self.truth)
        shutil.copy(self.path("a.tts"), self.path("a b.tts"))
        self.write("list", '"a b.tts"\nb.tts c.tts d.tts\n')
        self.assertEqual(self.link("@list"), self.truth)
        self.write("many", "\n".join(["a.tts"] * 5000 + self.names))
        self.assertEqual(self.link("@many"), self.truth)
        self.write("list", "a.tts\ngone.tts\n")
        os.remove(self.path("program"))
        self.fails(self.tool("link", "@list", "-o", "program"), 1, "gone.tts: cannot be read")
        self.fails(self.tool("link", "@nolist", "-o", "program"), 1, "nolist")
        self.write("list", "")
        self.fails(self.tool("link", "@list", "-o", "program"), 1)
        self.assertFalse(os.path.exists(self.path("program")))


class Damaged(Summaries):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")
        self.summarize("a.cpp", "-o", "a.tts")
        self.whole = self.bytes("a.tts")

    def refused(self, *texts, name="bad.tts"):
        for command in (["dump", name], ["link", name, "-o", "out"],
                        ["link", "a.tts", name, "-o", "out"]):
            result = self.tool(*command)
            self.fails(result, 1, "trace-tidy: error: %s: " % name, *texts)
            self.assertEqual(result.out, "")
            self.assertFalse(os.path.exists(self.path("out")))

    def bad(self, data, *texts):
        with self.subTest(data[:20], size=len(data)):
            with open(self.path("bad.tts"), "wb") as f:
                f.write(data)
            self.refused(*texts)

    def test_cut_off(self):
        size = len(self.whole)
        for n in (8, 9, 15, 16, 17, 40, size // 3, size // 2, size - 9, size - 8, size - 1):
            self.bad(self.whole[:n], "cut off; make it again")
        for n in (0, 1, 7):
            self.bad(self.whole[:n], "not a summary of trace-tidy", "`trace-tidy summarize`")

    def test_one_bit(self):
        chance = random.Random(4)
        for _ in range(12):
            at = chance.randrange(8 * 8, len(self.whole) * 8)
            changed = bytearray(self.whole)
            changed[at // 8] ^= 1 << at % 8
            self.bad(bytes(changed), "damaged", "make it again")

    def test_something_else(self):
        self.bad(b"int main() {}\n" * 10, "not a summary of trace-tidy")
        self.bad(random.Random(5).randbytes(1000), "not a summary of trace-tidy")
        self.bad(self.whole + b"more", "damaged", "make it again")
        self.bad(self.whole + self.whole, "damaged", "make it again")
        self.refused("not a summary of trace-tidy", name="a.cpp")

    def test_other_version(self):
        self.bad(self.whole[:4] + b"TT99" + self.whole[8:],
                 "written in format 99 of another trace-tidy", "make it again")

    def test_no_file(self):
        self.refused("cannot be read: No such file or directory", name="gone.tts")
        os.mkdir(self.path("folder"))
        self.refused("cannot be read: Is a directory", name="folder")

    def test_no_permission(self):
        os.chmod(self.dir, 0o777)
        os.chmod(self.path("a.tts"), 0)
        self.fails(self.as_nobody(TOOL, "dump", "a.tts"), 1,
                   "a.tts: cannot be read: Permission denied")

    def test_all_are_named(self):
        self.write("1.tts", "")
        self.write("2.tts", "x" * 100)
        self.fails(self.tool("link", "1.tts", "a.tts", "2.tts", "gone.tts", "-o", "out"), 1,
                   "error: 1.tts: ", "error: 2.tts: ", "error: gone.tts: ")

    def test_what_was_there_stays(self):
        self.write("out", "before")
        self.write("bad.tts", "")
        self.fails(self.tool("link", "a.tts", "bad.tts", "-o", "out"), 1)
        self.assertEqual(self.text("out"), "before")


if __name__ == "__main__":
    unittest.main()
