#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""trace-tidy's command line: commands, options, files and databases that are
not there or not what they should be."""
import os
import re
import unittest
from harness import CHECK, CLEAN, DROP, LINE, ROOT, Project


class Commands(Project):
    def test_no_command(self):
        self.fails(self.tool(), 1, "usage: trace-tidy COMMAND")

    def test_unknown_command(self):
        self.fails(self.tool("chekc"), 1, "unknown command 'chekc'", "check, ", "models")

    def test_unknown_option(self):
        self.fails(self.tool("--chekc"), 1, "unknown option '--chekc'")
        self.fails(self.tool("check", "--chekc"), 1, "--chekc")

    def test_help_and_version(self):
        self.assertIn("check", self.tool("--help").out)
        self.assertRegex(self.tool("--version").out, r"^trace-tidy \d+\.\d+\.\d+ \(LLVM \d+")
        shown = self.tool("check", "--help")
        self.assertEqual(shown.code, 0)
        for option in ("-p ", "-j ", "--checks", "--models", "--header-filter", "--color"):
            self.assertIn(option, shown.out)

    def test_list_checks(self):
        with open(os.path.join(ROOT, "checks", "Checks.def"), encoding="utf-8") as f:
            names = re.findall(r'TRACING_CHECK\(\w+,\s*"([\w-]+)"', f.read())
        listed = [line.split()[0] for line in self.tool("--list-checks").out.splitlines()]
        self.assertEqual(listed, ["tracing-" + n for n in names])


class Options(Project):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", CLEAN)

    def test_unknown_check(self):
        self.fails(self.check("a.cpp", "--checks=tracing-discraded-scope"), 1,
                   "unknown check 'tracing-discraded-scope'", "--list-checks")
        self.fails(self.check("a.cpp", "--checks=bugprone-*"), 1, "unknown check 'bugprone-*'")

    def test_no_check(self):
        self.fails(self.check("a.cpp", "--checks=-*"), 1, "no check is enabled")

    def test_bad_jobs(self):
        self.fails(self.check("a.cpp", "-j0"), 1, "-j")
        self.fails(self.check("a.cpp", "-j", "many"), 1, "many")

    def test_bad_header_filter(self):
        self.fails(self.check("a.cpp", "--header-filter=("), 1, "header filter '('")

    def test_bad_color(self):
        self.fails(self.check("a.cpp", "--color=green"), 1, "green")

    def test_flags_and_database(self):
        self.fails(self.check("a.cpp", "-p", "build"), 1, "either -p or flags")

    def test_flags_without_file(self):
        self.fails(self.tool("check", "--", "-std=c++20"), 1, "need a file")


class Database(Project):
    def test_none(self):
        self.fails(self.tool("check"), 1, "no compile_commands.json", "-p")

    def test_no_such_directory(self):
        self.fails(self.tool("check", "-p", "nowhere"), 1, "no such directory: nowhere")

    def test_directory_without(self):
        os.mkdir(self.path("build"))
        self.fails(self.tool("check", "-p", "build"), 1, "no compile_commands.json in build",
                   "CMAKE_EXPORT_COMPILE_COMMANDS")

    def test_broken(self):
        for text, why in (("[{", "not valid JSON"), ("", "not valid JSON"),
                          ("{}", "expected a list"), ("[]", "names no file"),
                          ("[1]", "entry 1: expected an object"),
                          ('[{"file": "a.cpp", "command": "c++ a.cpp"}]',
                           "entry 1: needs the key 'directory'"),
                          ('[{"file": "a.cpp", "directory": "/"}]',
                           "entry 1: needs the key 'command'")):
            with self.subTest(text):
                self.write("build/compile_commands.json", text)
                self.fails(self.tool("check", "-p", "build"), 1,
                           "build/compile_commands.json: ", why)

    def test_directory_of_an_entry_is_gone(self):
        self.write("a.cpp", CLEAN)
        self.write("build/compile_commands.json",
                   '[{"file": "%s", "directory": "/nowhere", "command": "c++ -c a.cpp"}]'
                   % self.path("a.cpp"))
        self.fails(self.tool("check", "-p", "build"), 3, "a.cpp", "/nowhere", "1 failed")

    def test_found_without_p(self):
        self.write("a.cpp", CLEAN)
        self.database(["a.cpp"])
        self.assertEqual(self.tool("check").code, 0)
        os.mkdir(self.path("below"))
        self.assertEqual(self.tool("check", cwd=self.path("below")).code, 0)

    def test_given_as_file(self):
        self.write("a.cpp", CLEAN)
        file = self.database(["a.cpp"])
        self.assertEqual(self.tool("check", "-p", file).code, 0)

    def test_options_of_another_compiler(self):
        self.write("a.cpp", DROP % "")
        self.database(["a.cpp"], ["-fno-tree-loop-im", "-fconserve-stack",
                                  "-Wno-such-warning", "-Werror", "-fmodules-ts",
                                  "-MD", "-MF", "a.d"])
        result = self.tool("check", "-p", "build")
        self.assertEqual(result.code, 2, result.all)
        self.assertFalse(os.path.exists(self.path("a.d")))
        self.assertFalse(os.path.exists(self.path("a.cpp.o")))

    def test_c_files_are_left_out(self):
        self.write("a.cpp", CLEAN)
        self.write("b.c", "int b(void) { return 0; }\n")
        self.database(["a.cpp"])
        self.write("build/compile_commands.json",
                   '[{"file":"b.c","directory":"%s","command":"cc -c b.c"},'
                   '{"file":"a.cpp","directory":"%s","command":"c++ -c a.cpp"}]'
                   % (self.dir, self.dir))
        result = self.tool("check", "-p", "build")
        self.assertEqual(result.code, 0, result.all)
        self.assertIn("1 translation unit read, 1 not C++", result.err)


class Files(Project):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")
        self.write("sub/b.cpp", DROP % "")
        self.database(["a.cpp", "sub/b.cpp"])

    def test_all(self):
        result = self.tool("check", "-p", "build")
        self.assertEqual(result.code, 2, result.all)
        self.assertEqual(len(result.warnings()), 2)
        self.assertIn("2 gaps in 2 files; 2 translation units read", result.err)

    def test_some(self):
        result = self.tool("check", "-p", "build", "sub/b.cpp")
        self.assertEqual(len(result.warnings()), 1)
        self.assertIn("sub/b.cpp:%d:" % LINE, result.out)

    def test_named_twice(self):
        result = self.tool("check", "-p", "build", "a.cpp", self.path("a.cpp"))
        self.assertIn("1 gap in 1 file; 2 translation units read", result.err)
        result = self.tool("check", "-p", "build", "--alone", "a.cpp", self.path("a.cpp"))
        self.assertIn("1 gap in 1 file; 1 translation unit read", result.err)

    def test_directory(self):
        self.assertIn("1 gap in 1 file", self.tool("check", "-p", "build", "sub").err)
        os.mkdir(self.path("none"))
        self.fails(self.tool("check", "-p", "build", "none"), 1, "no file below none")
        self.fails(self.check("sub"), 1, "sub is a directory")

    def test_not_there(self):
        self.fails(self.tool("check", "-p", "build", "gone.cpp"), 1, "no such file: gone.cpp")
        self.fails(self.check("gone.cpp"), 1, "no such file: gone.cpp")

    def test_not_in_database(self):
        self.write("new.cpp", CLEAN)
        self.fails(self.tool("check", "-p", "build", "new.cpp"), 1,
                   "new.cpp is not in the compilation database", "-- FLAGS")

    def test_no_regular_file(self):
        self.fails(self.check("/dev/null"), 1, "/dev/null is not a regular file")

    def test_several_are_wrong(self):
        self.fails(self.tool("check", "-p", "build", "gone.cpp", "lost.cpp"), 1,
                   "gone.cpp", "lost.cpp")

    def test_empty_file(self):
        self.write("empty.cpp", "")
        self.fails(self.check("empty.cpp"), 0, "no gaps; 1 translation unit read")

    def test_binary_file(self):
        with open(self.path("noise.cpp"), "wb") as f:
            f.write(bytes(range(256)) * 64)
        self.fails(self.check("noise.cpp"), 3, "noise.cpp", "could not be compiled")

    def test_in_database_and_gone(self):
        os.remove(self.path("a.cpp"))
        result = self.tool("check", "-p", "build")
        self.fails(result, 3, "a.cpp", "1 gap in 1 file; 2 translation units read, 1 failed")

    def test_does_not_compile(self):
        self.write("a.cpp", DROP % "\nint broken = ;\nint again = ;")
        result = self.check("a.cpp")
        self.fails(result, 3, "a.cpp could not be compiled", "a.cpp:%d:14: error: expected"
                   % (LINE + 1), "and 1 more error")
        self.assertEqual(len(result.warnings()), 1, "what can be read is still analysed")
        self.assertIn(CHECK, result.out)

    def test_deep_nesting(self):
        self.write("a.cpp", "int f(int a) { return %s; }\n" % "+".join(["a"] * 50000))
        self.assertEqual(self.check("a.cpp").code, 0)
        self.write("a.cpp", "int f(int a) { %s return 0; }\n" % "".join(
            "if (a == %d) return f(a); else " % i for i in range(3000)))
        self.assertEqual(self.check("a.cpp").code, 0)

    def test_missing_header(self):
        self.write("a.cpp", '#include "nowhere.h"\n' + CLEAN)
        self.fails(self.check("a.cpp"), 3, "a.cpp:1:10: error: 'nowhere.h' file not found")

    def test_bad_standard(self):
        self.fails(self.check("a.cpp", flags=["-std=c++99"]), 3, "c++99")

    def test_symbolic_link(self):
        os.symlink(self.path("a.cpp"), self.path("link.cpp"))
        self.assertEqual(self.tool("check", "-p", "build", "link.cpp").code, 2)


if __name__ == "__main__":
    unittest.main()
