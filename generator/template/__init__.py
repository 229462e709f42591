"""Stage 3, render: a .docx with tags becomes a compiled template, a compiled template becomes bytes (layer 2).

docxtpl's tag language and static patching are the template authors' language; after compilation a document is a Jinja
render of each part plus a zip of parts that are otherwise already compressed.
"""

from generator.template.compiled import Rendered, Template, compile_template
from generator.template.inspect import check_template, missing_fields, used_fields

__all__ = ["Rendered", "Template", "check_template", "compile_template", "missing_fields", "used_fields"]
