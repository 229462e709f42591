"""click's classes with texts translated when they are shown, and a Vietnamese alias for each command."""

from __future__ import annotations

from typing import Any

import click

from generator.cli.language import _


class Option(click.Option):
    """An option whose help is translated when shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the language set."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help), 1)


class Command(click.Command):
    """A command whose help is translated when shown; ``alias`` is its Vietnamese name."""

    def __init__(self, *args: Any, alias: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alias = alias

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, with the alias."""
        return f"{_(self.help or '')} ({self.alias})" if self.alias else _(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language set."""
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(_(self.help or ""))


class Group(click.Group):
    """A group that finds its commands by name or alias."""

    command_class = Command

    def __init__(self, *args: Any, alias: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alias = alias

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or of a Vietnamese alias."""
        found = super().get_command(ctx, cmd_name)
        return found or next((c for c in self.commands.values() if getattr(c, "alias", None) == cmd_name), None)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, with the alias."""
        return f"{_(self.help or '')} ({self.alias})" if self.alias else _(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language set."""
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(_(self.help or ""))
