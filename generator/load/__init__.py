"""From the text of a plan file to a document (layer 1; step 1 of the path of a document).

YAML is read for its structure only: every scalar stays the text its author wrote (``010``, ``14:30``, ``on``), plain
``null``, ``~`` and empty mean absent, and the model alone says what a text means. Every problem of the plan and of its
office profile is found in one go and located as ``file:line:column``. Only ``load_plan`` and
``load_profile`` touch files.
"""

from generator.load.places import Mark, Source, located
from generator.load.plan import LoadedPlan, load_plan, load_profile, parse_plan, profile_beside

__all__ = ["LoadedPlan", "Mark", "Source", "load_plan", "load_profile", "located", "parse_plan", "profile_beside"]
