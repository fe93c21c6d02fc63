"""The only door to `spec/`: reads the standard into values."""

from conformance.standard.codelists import Codelist
from conformance.standard.crosswalk import Field, allows, paths
from conformance.standard.leaves import Leaf, at
from conformance.standard.lifecycle import Lifecycle, Order
from conformance.standard.place import MalformedStandard, spec_folder
from conformance.standard.profiles import Profile
from conformance.standard.schemas import Flaw, Schema, codelists_of, dates_of, noun_of, references_of
from conformance.standard.standard import Standard

__all__ = [
    "Codelist",
    "Field",
    "Flaw",
    "Leaf",
    "Lifecycle",
    "MalformedStandard",
    "Order",
    "Profile",
    "Schema",
    "Standard",
    "allows",
    "at",
    "codelists_of",
    "dates_of",
    "noun_of",
    "paths",
    "references_of",
    "spec_folder",
]
