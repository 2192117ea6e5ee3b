#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""No page shares a run of eight or more words with an article: the text of the book is our own.

usage: copied.py PAGES

Front matter, headings, link targets and the articles' titles do not count.
The articles are looked for in $BODYMAP_TESTDATA/seeds; without them the test is skipped
(status 77), saying so.
"""
import os
import pathlib
import re
import sys

RUN = 8


def words(text):
    return re.findall(r"[a-z0-9]+", re.sub("['’]", "", text.lower()))


def runs(text):
    found = words(text)
    return [tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)]


def titles(article):
    """The short lines at the top that are no sentences."""
    return [line for line in article.split("\n")[:5] if len(line) < 110 and not line.rstrip().endswith(".")]


def visible(page):
    page = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.S)
    page = re.sub(r"\]\([^)]*\)", "]", page)
    return re.sub(r"^#.*$", "", page, flags=re.M)


def main(pages):
    articles = os.environ.get("BODYMAP_TESTDATA", "") + "/seeds"
    sources = sorted(pathlib.Path(articles).glob("*.txt"))
    if not sources:
        print(f"skipped: the articles are not in {articles}")
        return 77
    known = {}
    for source in sources:
        text = source.read_text(encoding="utf-8")
        known.update((run, source.name) for run in runs(text))
        for title in titles(text):
            for run in runs(title):
                known.pop(run, None)
    copies = 0
    for page in sorted(pathlib.Path(pages).rglob("*.md")):
        for run in runs(visible(page.read_text(encoding="utf-8"))):
            if run in known:
                print(f"{page.name}: as in {known[run]}: {' '.join(run)}")
                copies += 1
    print(f"{copies} copied runs")
    return 1 if copies else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
