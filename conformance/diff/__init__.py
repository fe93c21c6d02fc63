"""What a change of the standard means for suppliers: breaking, additive or editorial."""

from conformance.diff.change import Change, Effect, counted
from conformance.diff.revision import NoStandard, standard_at, working_tree
from conformance.diff.whole import compare_documents, compare_folders

__all__ = [
    "Change",
    "Effect",
    "NoStandard",
    "compare_documents",
    "compare_folders",
    "counted",
    "standard_at",
    "working_tree",
]
