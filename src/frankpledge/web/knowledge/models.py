"""What is known beside the figures, and what is not."""

from frankpledge.web.knowledge.documents import EvidenceDocument, Recommendation, SourcedFact
from frankpledge.web.knowledge.open_questions import EmergingIssue, KnowledgeGap
from frankpledge.web.knowledge.recording_notes import RecordingNote

__all__ = ["EmergingIssue", "EvidenceDocument", "KnowledgeGap", "Recommendation", "RecordingNote", "SourcedFact"]
