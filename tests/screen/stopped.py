#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Stopped (^Z) in a shell, bodymap leaves a terminal that marks nothing that is pasted, and asks for
it again when it goes on.  The harness beside this waits for one program, so a shell has this one."""

import os
import pty
import select
import sys
import time

PATIENCE = 10
AGAIN = 0.2
STOP = b"\x1a"
MARKED, UNMARKED = b"\x1b[?2004h", b"\x1b[?2004l"


class Shell:
    def __init__(self):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", PS1="ready:", ENV="",
                              BODYMAP_PRIVATE="1")
            os.execvp("sh", ["sh", "-i"])

    def type(self, keys, *texts):
        """Types keys and returns what comes until all of the texts have.  Curses ignores ^Z while it
        draws, so that is typed again as long as nothing comes of it."""
        os.write(self.terminal, keys)
        seen, end = b"", time.monotonic() + PATIENCE
        while not all(text in seen for text in texts):
            left = end - time.monotonic()
            if left <= 0:
                sys.exit(f"{texts!r} are not all in {seen!r}")
            unheard = keys == STOP and not seen
            if select.select([self.terminal], [], [], AGAIN if unheard else left)[0]:
                seen += os.read(self.terminal, 65536)
            elif unheard:
                os.write(self.terminal, STOP)
        return seen


def main():
    shell = Shell()
    shell.type(b"", b"ready:")
    steps = [
        ("asked for at the start", b"bodymap --page calf-pain\n", b"often comes", MARKED),
        ("taken back when stopped", STOP, b"ready:", UNMARKED),
        ("asked for again", b"fg\n", b"often comes", MARKED),
        ("taken back at the end", b"Q", b"ready:", UNMARKED),
    ]
    print(f"1..{len(steps)}")
    for number, (why, keys, text, want) in enumerate(steps, 1):
        seen = shell.type(keys, text, want)
        last = max((MARKED, UNMARKED), key=seen.rfind)
        print(f"{'ok' if last == want else 'not ok'} {number} - {why}")
    os.write(shell.terminal, b"exit\n")
    os.waitpid(shell.pid, 0)


main()
