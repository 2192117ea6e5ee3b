# SPDX-License-Identifier: ISC
#
# No command prints a control character that came from content, from a file's name or from the
# command line, whatever the content is.  What a terminal would obey is put everywhere a page can
# carry text, and through every command; the strings of the big list of naughty strings, where
# BODYMAP_TESTDATA has it, are pages, addresses and queries.

import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

# What a terminal obeys, or what turns the writing round.
OBEYED = {
    "colour": "\x1b[31m",
    "erase": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x1b\\",
    "link": "\x1b]8;;http://example.org\x1b\\x\x1b]8;;\x1b\\",
    "question": "\x1b[c\x1b[6n\x1bP+q544e\x1b\\",
    "application": "\x1b_x\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\",
    "bell": "a\x07b",
    "overwrite": "safe\rfake\x08\x08",
    "feed": "a\x0bb\x0cc",
    "shift": "\x0e\x0f",
    "delete": "a\x7fb",
    "c1": "\u009b31m\u009d0;owned\u009c\u0090x\u009c",
    "bidi": "a\u202eb\u2066c\u2069\u202a\u202d\u202c",
}

# Where a page can carry it.  %s is the sequence itself, or entities that become it.
CARRIERS = [
    "# %s heading\n",
    "text %s text\n",
    "`code %s`\n",
    "    indented %s\n",
    "```%s\nfenced %s\n```\n",
    "[text %s](other.md)\n",
    "[text](<a%sb.md>)\n",
    '[text](other.md "title %s")\n',
    "![alt %s](image%s.png)\n",
    "[reference %s][r%s]\n\n[r%s]: <x%sy> 'title %s'\n",
    "<http://example.org/%s>\n",
    "[[wiki %s|text %s]]\n",
    "- item %s\n  1. inner %s\n",
    "> quote %s\n",
    "| a %s | b |\n|---|---|\n| c | d %s |\n",
    "note[^n%s]\n\n[^n%s]: the note %s\n",
    "<div title='%s'>html %s</div>\n",
    "inline <b>%s</b> <!-- comment %s -->\n",
    "~~struck %s~~ **strong %s** *emphasis %s*\n",
    "- [ ] task %s\n",
]

FRONT_MATTER = (
    '---\ntitle: "%s title"\nkind: "%s"\nregions: ["%s"]\naliases: ["%s alias"]\nsources: ["%s"]\n---\n'
)

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

ran = 0
failed = 0


def result(good, why):
    global ran, failed
    ran += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {ran} - {why}", flush=True)


def complaint(arguments):
    """Runs the program; what is wrong with what it printed, or None."""
    done = subprocess.run(["bodymap", *arguments], stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode not in (0, 1, 2):
        return f"ended with {done.returncode}: {done.stderr[-300:]!r}"
    for name, output in (("output", done.stdout), ("errors", done.stderr)):
        try:
            found = FORBIDDEN.search(output.decode("utf-8"))
        except UnicodeDecodeError as error:
            return f"the {name} are not UTF-8: {error}"
        if found:
            around = found.string[max(0, found.start() - 30) : found.end() + 30]
            return f"the {name} hold {found.group()!r} in {around!r}"
    return None


def check(why, commands):
    commands = list(commands)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [pair for pair in zip(commands, pool.map(complaint, commands)) if pair[1]]
    for arguments, what in wrong[:5]:
        print(f"# {arguments!r}: {what}")
    result(not wrong, why)


def write(folder, name, text):
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)


def book_commands(folder):
    book = ["-b", folder]
    yield ["list", *book]
    yield ["list", *book, "--json"]
    yield ["search", *book, "-n", "1000", "text"]
    yield ["search", *book, "-n", "1000", "--json", "--", "heading item quote"]
    yield ["check", folder]
    yield ["check", "--json", folder]
    yield [folder]


def page_commands(folder, page):
    book = ["-b", folder]
    yield from (["show", *book, f"--format={f}", page] for f in ("text", "markdown", "json"))
    yield ["links", *book, page]
    yield ["links", *book, "--json", page]


def as_entities(text):
    return "".join(f"&#{ord(c)};" for c in text)


def try_sequences(top):
    folder = os.path.join(top, "pages")
    pages = {}
    for name, sequence in OBEYED.items():
        for form, text in (("", sequence), (" as entities", as_entities(sequence))):
            page = name + form.replace(" ", "-")
            quoted = text.replace("\\", "\\\\")
            body = "\n".join(carrier.replace("%s", text) for carrier in CARRIERS)
            write(folder, page + ".md", body)
            write(folder, page + "-meta.md", FRONT_MATTER.replace("%s", quoted) + body)
            pages[f"{name}{form} in a page"] = page
            pages[f"{name}{form} in front matter"] = page + "-meta"
        odd = sequence.replace("/", "_")
        write(folder, f"dir{odd}/page{odd}.md", "text\n")
        pages[f"{name} in the name of a file"] = f"dir{odd}/page{odd}"
    check("a book of it all", book_commands(folder))
    for why, page in pages.items():
        check(why, page_commands(folder, page))

    for name, sequence in OBEYED.items():
        check(
            f"{name} on the command line",
            [
                ["search", "--", sequence],
                ["search", "--regex", "--", sequence],
                ["search", "--in", sequence, "calf"],
                ["show", sequence],
                ["show", "--format=" + sequence, "x"],
                ["--" + sequence],
                ["-b", sequence, "list"],
                ["list", "-b", os.path.join(top, sequence)],
                ["map", "--zoom=" + sequence],
                ["check", sequence],
                ["index", "-o", sequence],
            ],
        )


def try_naughty_strings(top):
    data = os.environ.get("BODYMAP_TESTDATA")
    path = data and os.path.join(data, "data", "blns.json")
    if not path or not os.path.exists(path):
        print("# the big list of naughty strings is not at hand (BODYMAP_TESTDATA)")
        return
    with open(path, encoding="utf-8") as file:
        strings = [s for s in json.load(file) if "\0" not in s]
    folder = os.path.join(top, "naughty")
    for number, string in enumerate(strings):
        write(folder, f"{number}.md", f"# {string}\n\n{string}\n\n`{string}`\n")
    write(folder, "all.md", "\n\n".join(strings))
    check("naughty strings as pages", [*book_commands(folder), *page_commands(folder, "all")])
    book = os.path.join(top, "naughty.book")
    check("naughty strings as a book", [["index", "-o", book, folder]])
    check("naughty strings as queries", (["search", "-b", book, "--", s] for s in strings))
    check("naughty strings as addresses", (["show", "-b", book, "--", s] for s in strings))


def main():
    with tempfile.TemporaryDirectory() as top:
        os.environ.update(HOME=top, LC_ALL="C.UTF-8", TERM="xterm-256color")
        for name in ("BODYMAP_BOOK", "NO_COLOR", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ.pop(name, None)
        try_sequences(top)
        try_naughty_strings(top)
    print(f"1..{ran}")
    return failed > 0


sys.exit(main())
