"""soanthao: from a plan in YAML, through official Word templates, to documents that keep Nghị định 30/2020/NĐ-CP."""

__version__ = "0.1.0"
