"""What a document is (layer 0): pydantic models; YAML keys are the aliases and stand nowhere else."""

from generator.model.body import Annex, AttachedDocument, BodyTasks, Node, Numbering
from generator.model.document import Basis, Document, DocumentType, OfficeProfile, Unplaced
from generator.model.entries import Entry, entries, tabled
from generator.model.people import Delegation, Filing, Meeting, Recipient, Signer
from generator.model.tables import Column, Table, TableOptions, Total
from generator.model.tasks import AgencyCell, Assignment, Scope, Source, Task

__all__ = [
    "AgencyCell", "Annex", "Assignment", "AttachedDocument", "Basis", "BodyTasks", "Column", "Delegation", "Document",
    "DocumentType", "Entry", "Filing", "Meeting", "Node", "Numbering", "OfficeProfile", "Recipient", "Scope", "Signer",
    "Source", "Table", "TableOptions", "Task", "Total", "Unplaced", "entries", "tabled",
]  # fmt: skip
