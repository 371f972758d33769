#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Model files that are wrong, from each side they can come from."""
import os
import unittest
from harness import CHECK, CLEAN, DROP, Project

GOOD = """library: ours
provenance: this test
entries:
  - functions: [ours::wait]
    role: block
    category: sleep
"""


class Models(Project):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")
        self.write("good.yaml", GOOD)

    BAD = {
        "a key twice": (GOOD + "library: again\n", "bad.yaml:7:1: error: ", "library"),
        "an unknown key": (GOOD + "    catgory: x\n", "bad.yaml:7:5: error: ", "catgory"),
        "a bad role": (GOOD.replace("block", "blok"), "bad.yaml:5:11: error: ", "blok"),
        "a bad category": (GOOD.replace("sleep", "slep"), "bad.yaml:", "slep"),
        "a missing key": (GOOD.replace("library: ours\n", ""), "bad.yaml:", "error"),
        "no YAML": ("{[", "bad.yaml:1:", "error"),
        "an empty file": ("", "bad.yaml:", "error"),
    }

    def test_validate(self):
        result = self.tool("models", "validate", "good.yaml")
        self.assertEqual((result.code, result.out), (0, "good.yaml: ok\n"), result.all)
        for name, (text, *said) in self.BAD.items():
            with self.subTest(name):
                self.write("bad.yaml", text)
                self.fails(self.tool("models", "validate", "bad.yaml"), 1, *said)

    def test_validate_every_file(self):
        self.write("bad.yaml", self.BAD["a bad role"][0])
        result = self.tool("models", "validate", "bad.yaml", "good.yaml", "gone.yaml")
        self.fails(result, 1, "bad.yaml:5", "gone.yaml")
        self.assertIn("good.yaml: ok", result.out)

    def test_validate_nothing(self):
        self.fails(self.tool("models", "validate"), 1, "needs a file")

    def test_unknown_word(self):
        self.fails(self.tool("models", "vlidate"), 1, "unknown command 'models vlidate'")

    def test_list(self):
        listed = self.tool("models")
        self.assertEqual(listed.code, 0, listed.all)
        self.assertRegex(listed.out, r"(?m)^\S.* +\d+ entries  ")

    def test_option(self):
        self.write("bad.yaml", self.BAD["a key twice"][0])
        self.assertEqual(self.check("a.cpp", "--models=good.yaml").code, 2)
        self.fails(self.check("a.cpp", "--models=bad.yaml"), 1, "bad.yaml:7:1: error: ")
        self.fails(self.check("a.cpp", "--models=gone.yaml"), 1, "gone.yaml")

    def test_project_file(self):
        file = self.write(".trace-tidy.yaml", "models:\n" + "".join(
            "  " + line + "\n" for line in GOOD.splitlines()))
        self.assertEqual(self.check("a.cpp").code, 2)
        self.write("sub/b.cpp", CLEAN)
        with open(file, "a", encoding="utf-8") as f:
            f.write("modles: {}\n")
        for name in ("a.cpp", "sub/b.cpp"):
            self.fails(self.check(name), 1, file + ":8:1: error: ", "modles")
        tidy = self.tidy("a.cpp")
        self.assertEqual(tidy.code, 1)
        self.assertIn(file + ":8:1: error: ", tidy.out + tidy.err)
        self.assertNotIn(CHECK, tidy.out, "no findings made up")

    def test_check_option(self):
        self.write("bad.yaml", self.BAD["a bad role"][0])
        for key in ("ModelsFile", CHECK + ".ModelsFile"):
            for value, said in (("bad.yaml", "bad.yaml:5:11: error: "), ("gone.yaml", "gone.yaml")):
                with self.subTest(key + value):
                    self.write(".clang-tidy", "CheckOptions:\n  %s: %s\n" % (key, value))
                    self.fails(self.check("a.cpp"), 1, said)
                    tidy = self.tidy("a.cpp")
                    self.assertEqual(tidy.code, 1, tidy.all)
                    self.assertEqual((tidy.out + tidy.err).count(said), 1, tidy.all)
                    self.assertNotIn(CHECK, tidy.out)

    def test_found_beside_the_source(self):
        self.write("sub/b.cpp", DROP % "")
        self.write("sub/models/good.yaml", GOOD)
        self.write(".clang-tidy", "CheckOptions:\n  ModelsFile: models/good.yaml\n")
        self.assertEqual(self.check("sub/b.cpp").code, 2)
        self.assertEqual(self.tidy("sub/b.cpp").code, 0)
        self.fails(self.check("a.cpp"), 1, "models/good.yaml")
        os.remove(self.path(".clang-tidy"))


if __name__ == "__main__":
    unittest.main()
