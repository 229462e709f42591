"""click's classes in the user's language, with a Vietnamese alias for each command.

Like the texts of ``app``, the words here are translated as the module is imported: the language is set before.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import click

from generator.cli.language import _

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Place(click.Path):
    """A file or folder, looked at by the stages alone: their problems have a code, a place and a remedy."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written."""
        return Path(value)


class Whole(click.IntRange):
    """A whole number within bounds."""

    name = _("số nguyên")


class Day(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.5
    """A day written ``2026-11-20``; nothing else, so that day and month are never taken for each other."""

    name = _("ngày")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day, or a usage error."""
        try:
            return datetime.date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            self.fail(_("«{value}» không phải là ngày; ghi năm-tháng-ngày, ví dụ 2026-11-20.").format(value=value),
                      param, ctx)  # fmt: skip


class DocumentKind(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.5
    """The id of a type of document; the norm is read only when one is given."""

    name = "loai"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id, or a usage error that lists them all."""
        from generator.norm import document_types

        return str(click.Choice(sorted(document_types())).convert(value, param, ctx))


class Command(click.Command):
    """A command; ``alias`` is its Vietnamese name."""

    def __init__(self, *args: Any, alias: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": _("[TÙY CHỌN]"), **kwargs})
        self.alias = alias

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole help, with the alias."""
        return f"{self.help} ({self.alias})"


class NewCommand(Command):
    """The command that makes a plan: its help lists the types of document."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The ids of the types with their names."""
        from generator.norm import document_types

        with formatter.section(_("Các loại văn bản")):
            formatter.write_dl([(id, type.name) for id, type in sorted(document_types().items())])


class Group(click.Group):
    """A group that finds its commands by name or alias."""

    def __init__(self, *args: Any, alias: str = "", **kwargs: Any) -> None:
        metavars = {"options_metavar": _("[TÙY CHỌN]"), "subcommand_metavar": _("LỆNH [THAM SỐ]...")}
        super().__init__(*args, **{**metavars, **kwargs})
        self.alias = alias

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or of a Vietnamese alias."""
        found = super().get_command(ctx, cmd_name)
        return found or next((c for c in self.commands.values() if getattr(c, "alias", None) == cmd_name), None)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole help, with the alias."""
        return f"{self.help} ({self.alias})"
