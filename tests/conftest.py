"""What every test shares: the hypothesis profile, strict encodings in subprocesses, the folder of real documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

os.environ["PYTHONWARNDEFAULTENCODING"] = "1"  # for the interpreters that tests start; ours has it from `make test`

settings.register_profile("soanthao", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("soanthao")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, samples and references that lies beside some checkouts; the test is skipped elsewhere."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real documents (../shared) is not beside this checkout")
    return folder
