"""How ``soanthao`` begins and ends: console and language before the commands, and no traceback whatever happens."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress

from generator.cli.language import prepare_console, set_language, wanted
from generator.cli.report import PROBLEMS, print_problems
from generator.problems import problem, why


def main() -> None:
    """The entry point of ``soanthao``: run the command that the arguments ask for and exit with its code."""
    prepare_console()
    set_language(wanted(sys.argv[1:]))
    try:
        from generator.cli.app import cli  # its texts are translated as it is imported

        cli(prog_name="soanthao")
    except KeyboardInterrupt:  # before click takes care of it
        sys.exit(PROBLEMS)
    except Exception as error:
        _report(error)
        sys.exit(PROBLEMS)


def _report(error: Exception) -> None:
    """Say what nobody foresaw (a full disk, a fault of ours) in one line; ``--verbose`` adds where."""
    detail = why(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
    with suppress(OSError):
        print_problems([problem("G007", place=str(getattr(error, "filename", None) or ""), detail=detail)])
        logging.getLogger("soanthao").info("", exc_info=error)
    _let_go()


def _let_go() -> None:
    """Send what is still to be printed nowhere: the interpreter would try again as it ends, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, AttributeError):
            with suppress(OSError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
