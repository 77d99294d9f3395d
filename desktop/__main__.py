"""`python -m desktop`: without arguments the window, with arguments the headless commands."""

from __future__ import annotations

import sys


def main() -> int:
    """The exit code. Imports are inside, so that commands load no Qt and the window loads no commands."""
    if len(sys.argv) > 1:
        from desktop.commands import main as run_command  # noqa: PLC0415  see above

        return run_command(sys.argv[1:])
    from desktop.app import run  # noqa: PLC0415  see above

    return run(sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
