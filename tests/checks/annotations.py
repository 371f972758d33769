# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an annotated source says: flags, expected warnings, cases.

  // FLAGS: -std=c++20            on the first line
  // WARN check-stem: substring   under the line it judges
  // FN check-stem: why           a warning belongs there and is not given yet
  // FP check-stem: why           a warning is given there and is wrong

Several in a row judge the nearest line above that is none. A case is a function,
lambda or class whose name ends in _bad or _ok, or begins with FN_ or FP_.
"""
import re
import shlex

ANNOTATION = re.compile(r"^\s*//\s*(WARN|FN|FP)\s+([\w-]+)\s*:?[ \t]*(.*?)\s*$")
LOOKS_LIKE_ONE = re.compile(r"//\s*(WARN|FN|FP)\b")
CASE = re.compile(r"\b(?:(?:FN_|FP_)\w+|\w+_(?:bad|ok))\b")


class Expected:
    def __init__(self, kind, check, text, judged, line):
        self.kind, self.check, self.text = kind, check, text
        self.judged, self.line = judged, line


class Case:
    def __init__(self, name, first, last, body):
        self.name, self.first, self.last, self.body = name, first, last, body

    @property
    def kind(self):
        if self.name.startswith(("FN_", "FP_")):
            return self.name[:2]
        return self.name.rsplit("_", 1)[1]


def blank(text):
    """The text with comments and literals blanked, of the same length."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'
        r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'", re.S)
    return pattern.sub(
        lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def skip_balanced(text, at):
    """The position behind the bracket that closes the one at `at`."""
    depth = 0
    while at < len(text):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at


def body_of(text, match):
    """(first, last) offsets of the body when this is a definition's name."""
    before = text[:match.start()].rstrip()
    at = match.end()
    rest = text[at:]
    klass = re.search(r"\b(?:struct|class)\s*(?:\[\[.*?\]\]\s*)?$", text[:match.start()])
    variable = re.match(r"\s*=\s*\[", rest)
    if before.endswith("(") and not re.search(r"\b(if|for|while|switch)\s*\($", before):
        # A macro that defines something of this name: X(name) {
        at = at + len(rest) - len(rest.lstrip())
        if at < len(text) and text[at] == ")":
            at += 1
        else:
            return None
    elif re.match(r"\s*\(", rest):
        at = skip_balanced(text, text.index("(", at))
    elif variable:
        at = skip_balanced(text, text.index("[", at))
    elif not klass:
        return None
    while at < len(text):
        c = text[at]
        if c == "{":
            # A member initializer `: a{1}` is followed by more; a body is not.
            end = skip_balanced(text, at)
            if re.match(r"\s*[,{]", text[end:]) and not klass:
                at = end
                continue
            return at, end
        if c in ";)=" or (c == "," and not re.search(r":", text[match.end():at])):
            if c == ")" or c == ";" or not variable:
                return None
        at = skip_balanced(text, at) if c in "([" else at + 1
    return None


class Source:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.text = f.read()
        self.path = path
        self.problems = []
        lines = self.text.splitlines()
        self.flags = []
        if lines and lines[0].startswith("// FLAGS:"):
            self.flags = shlex.split(lines[0][len("// FLAGS:"):])
        else:
            self.problems.append((1, "the first line must be '// FLAGS: ...'"))
        self.expected = self.read_annotations(lines)
        self.cases = self.read_cases()

    def read_annotations(self, lines):
        found, judged = [], 0
        for number, line in enumerate(lines, 1):
            m = ANNOTATION.match(line)
            if m:
                if not judged:
                    self.problems.append((number, "annotation with no line above"))
                found.append(Expected(m[1], m[2], m[3], judged, number))
                continue
            if LOOKS_LIKE_ONE.search(line):
                self.problems.append((number, "annotation must stand alone on its "
                                              "line: // WARN check: text"))
            judged = number
        return found

    def read_cases(self):
        blanked = blank(self.text)
        cases = []
        for m in CASE.finditer(blanked):
            span = body_of(blanked, m)
            if span:
                first = blanked.count("\n", 0, m.start()) + 1
                last = blanked.count("\n", 0, span[1]) + 1
                if any(c.name == m[0] and c.first <= first and last <= c.last
                       for c in cases):
                    continue  # the constructor of a class that is a case
                cases.append(Case(m[0], first, last, blanked[span[0]:span[1]]))
        return cases

    def functions_with(self, lines):
        """Names of helper functions in whose body one of these lines stands."""
        blanked = blank(self.text)
        names = set()
        for m in re.finditer(r"\b[A-Za-z_]\w*\b", blanked):
            span = body_of(blanked, m)
            if not span or m[0] in ("if", "for", "while", "switch", "catch"):
                continue
            first = blanked.count("\n", 0, m.start()) + 1
            last = blanked.count("\n", 0, span[1]) + 1
            if any(first <= line <= last for line in lines):
                names.add(m[0])
        return names
