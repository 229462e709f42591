"""What a document is (layer 0): pydantic models; YAML keys are the aliases and stand nowhere else."""

from generator.model.agencies import OwnAgency, ReceivedWork
from generator.model.body import Annex, AttachedDocument, BodyTasks, Node, Numbering
from generator.model.dates import real_date, years_of
from generator.model.decisions import Decision, DecisionSheet, Verdict
from generator.model.document import Basis, Document, DocumentType, OfficeProfile, Unplaced
from generator.model.entries import Entry, entries, tabled
from generator.model.people import Delegation, Filing, Meeting, Recipient, Signer
from generator.model.tables import Column, Table, TableOptions, Total
from generator.model.tasks import AgencyCell, Assignment, Scope, Source, Task

__all__ = [
    "AgencyCell", "Annex", "Assignment", "AttachedDocument", "Basis", "BodyTasks", "Column", "Decision",
    "DecisionSheet", "Delegation", "Document", "DocumentType", "Entry", "Filing", "Meeting", "Node", "Numbering",
    "OfficeProfile", "OwnAgency", "ReceivedWork", "Recipient", "Scope", "Signer", "Source", "Table", "TableOptions",
    "Task", "Total", "Unplaced", "Verdict", "entries", "real_date", "tabled", "years_of",
]  # fmt: skip
