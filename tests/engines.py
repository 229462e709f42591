"""What the tests do about programs that may be absent: skip with a reason on a desk, fail on the build server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.convert import find_office


def need_office() -> Path:
    """The LibreOffice program; where it is absent the test is skipped, but fails when ``CI`` is ``true``."""
    office = find_office()
    if office is None:
        reason = "LibreOffice is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return office
