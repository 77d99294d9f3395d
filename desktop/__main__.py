"""`python -m desktop`: without arguments the window, with arguments the headless commands.

Two arguments are the program's own: `--after-lock` opens the window of a program that has just locked itself, and
`--read-list` is the process that reads a stranger's file.
"""

from __future__ import annotations

import sys


def main() -> int:
    """The exit code. Imports are inside, so that commands load no Qt and the window loads no commands."""
    if sys.argv[1:] == ["--read-list"]:
        from desktop.exchange.child import main as read_list  # noqa: PLC0415  see above

        return read_list()
    if sys.argv[1:] not in ([], ["--after-lock"]):
        from desktop.commands import main as run_command  # noqa: PLC0415  see above

        return run_command(sys.argv[1:])
    from desktop.app import run  # noqa: PLC0415  see above

    return run(sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
