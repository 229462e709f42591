"""Stage 4, check: the plan's own consistency, and the proof of the bytes just made (layer 2).

Form (what renderer and template answer for) stops the write; content is a person's matter and is printed beside it.
"""

from generator.check.form import FormProfile, form_profile
from generator.check.plan import check_plan
from generator.check.proof import prove, prove_others
from generator.check.stale import stale

__all__ = ["FormProfile", "check_plan", "form_profile", "prove", "prove_others", "stale"]
