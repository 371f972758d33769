#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Option ProgramFile: clang-tidy knows the program around a translation unit, or
says once why it does not."""
import os
import unittest
from harness import Project

CURL = """#pragma once
#include <curl/curl.h>
void fetch(CURL *handle, curl_slist *headers);
"""
FETCH = """#include "fetch.h"
void fetch(CURL *handle, curl_slist *headers) {
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(handle);
}
"""
FORGETS = """#include "fetch.h"
void refresh() { fetch(curl_easy_init(), curl_slist_append(nullptr, "a: b")); }
"""
INJECTS = """#include "fetch.h"
void refresh() {
  fetch(curl_easy_init(), curl_slist_append(nullptr, "traceparent: 00-1-2-01"));
}
"""
CHECK = "tracing-missing-context-injection"


class ProgramFile(Project):
    def setUp(self):
        super().setUp()
        self.write("fetch.h", CURL)
        self.write("fetch.cpp", FETCH)
        self.write("refresh.cpp", FORGETS)
        self.database(["fetch.cpp", "refresh.cpp"])
        self.link()

    def link(self):
        result = self.check_all("--write-program=program.ttp")
        self.assertNotIn("error", result.err)

    def tidy_with(self, program, *names):
        config = "{Checks: '-*,%s', CheckOptions: {ProgramFile: '%s'}}" % (CHECK, program)
        return self.tidy("fetch.cpp", "-p", "build", "-config=" + config, *names, checks="")

    def tidy(self, name, *args, flags=(), checks=""):
        # From the database, which the harness's own does not use.
        from harness import LLVM, PLUGIN
        return self.command("clang-tidy-" + LLVM, "-load", PLUGIN, name, *args)

    def test_without(self):
        self.assertNotIn(CHECK, self.tidy_with("").out)

    def test_caller_in_another_file(self):
        out = self.tidy_with("program.ttp").out
        self.assertIn("fetch.cpp:4:3: warning: outgoing call", out)
        self.assertRegex(out, r"'refresh' hands in headers .* \(/.*/refresh\.cpp:2\)")

    def test_caller_that_is_right(self):
        self.write("refresh.cpp", INJECTS)
        self.link()
        self.assertNotIn("warning", self.tidy_with("program.ttp").out)

    def test_newer_facts_of_this_file(self):
        self.write("fetch.cpp", FETCH.replace(
            "  curl_easy_perform",
            "  headers = curl_slist_append(headers, \"traceparent: 00-1-2-01\");\n"
            "  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);\n"
            "  curl_easy_perform"))
        self.assertNotIn("warning", self.tidy_with("program.ttp").out)

    def test_stale(self):
        self.write("refresh.cpp", INJECTS)
        shown = self.tidy_with("program.ttp", "fetch.cpp")
        self.assertEqual(shown.all.count("is out of date"), 1, shown.all)
        self.assertIn("refresh.cpp has changed since it was linked", shown.all)
        self.assertNotIn(CHECK, shown.out)

    def test_damaged(self):
        with open(self.path("program.ttp"), "r+b") as program:
            program.truncate(os.path.getsize(self.path("program.ttp")) // 2)
        shown = self.tidy_with("program.ttp")
        self.assertIn("program.ttp", shown.all)
        self.assertIn("make it again", shown.all)
        self.assertNotIn(CHECK, shown.out)

    def test_not_there(self):
        shown = self.tidy_with("none.ttp")
        self.assertNotIn("warning", shown.out)
        self.assertNotIn("none.ttp", shown.all)


if __name__ == "__main__":
    unittest.main()
