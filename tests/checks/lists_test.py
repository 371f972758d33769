#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every list of checks and options says the same: checks/Checks.def, the pages
under docs/checks/, the README's table, the folders of annotated sources."""
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as f:
        return f.read()


ROWS = re.findall(r'TRACING_CHECK\((\w+),\s*"([\w-]+)",\s*"([^"]+)"\)', read("checks", "Checks.def"))
NAMES = sorted(name for _, name, _ in ROWS)
OPTIONS = re.findall(r'CHECK_OPTION\((\w+), "\w*", (true|false)',
                     read("analysis", "finding", "CheckOptions.def"))
BLOCKING = ("blocking-call-outside-span", "untraced-wait")


class Lists(unittest.TestCase):
    def test_rows(self):
        self.assertGreaterEqual(len(ROWS), 7)
        for klass, name, _ in ROWS:
            self.assertEqual("".join(w.capitalize() for w in name.split("-")), klass)

    def test_pages(self):
        pages = sorted(f[:-3] for f in os.listdir(os.path.join(ROOT, "docs", "checks"))
                       if f.endswith(".md") and f != "README.md")
        self.assertEqual(pages, NAMES)
        for name in NAMES:
            text = read("docs", "checks", name + ".md")
            self.assertEqual(text.splitlines()[0], "# tracing-" + name)

    def test_pages_document_options(self):
        for option, for_all in OPTIONS:
            for name in NAMES if for_all == "true" else BLOCKING:
                self.assertIn("`%s`" % option, read("docs", "checks", name + ".md"),
                              "docs/checks/%s.md" % name)

    def test_readme(self):
        table = re.findall(r"^\| \[`tracing-([\w-]+)`\]\(docs/checks/([\w-]+)\.md\) \|",
                           read("README.md"), re.M)
        self.assertEqual(sorted(table), [(n, n) for n in NAMES])

    def test_folders(self):
        folder = os.path.join(ROOT, "tests", "checks")
        found = sorted(d for d in os.listdir(folder)
                       if os.path.isdir(os.path.join(folder, d))
                       and d not in ("Inputs", "__pycache__"))
        self.assertEqual(found, NAMES)


if __name__ == "__main__":
    unittest.main()
