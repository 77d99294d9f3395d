"""Headless commands for IT, tests and measuring: `python -m desktop COMMAND …`. No Qt here, except for `shots`.

Exit codes: 0 done, 1 refused or damaged, 2 wrong call. Errors are one German sentence on stderr, never a traceback.
"""

from desktop.commands.main import main

__all__ = ["main"]
