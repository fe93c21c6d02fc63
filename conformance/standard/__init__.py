"""The only door to `spec/`: reads the standard into values."""

from conformance.standard.chapter import read_chapter, read_withdrawn
from conformance.standard.codelists import Codelist, read_codelists
from conformance.standard.crosswalk import Field, allows, paths, read_crosswalk
from conformance.standard.place import MalformedStandard, read_object, spec_folder
from conformance.standard.profiles import Profile
from conformance.standard.schemas import Flaw, Schema, dates_of, references_of
from conformance.standard.standard import Standard

__all__ = [
    "Codelist",
    "Field",
    "Flaw",
    "MalformedStandard",
    "Profile",
    "Schema",
    "Standard",
    "allows",
    "dates_of",
    "paths",
    "read_chapter",
    "read_codelists",
    "read_crosswalk",
    "read_object",
    "read_withdrawn",
    "references_of",
    "spec_folder",
]
