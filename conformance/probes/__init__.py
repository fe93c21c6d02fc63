"""Ways of asking. Each makes one kind of evidence; they are asked in this order."""

from conformance.probes.calendar import Calendar
from conformance.probes.changes import (
    ALTERATIONS,
    CORNERS,
    CUTS,
    FILTER_CASES,
    HISTORIES,
    IDLES,
    LEDGERS,
    REPLAYS,
    REREADS,
    RESIZES,
    RETURNS,
    REVISITS,
    ROLL_CALLS,
    SELECTIONS,
    SINCES,
    SNAPSHOT_CASES,
    SNAPSHOTS,
    SPELLINGS,
    STATE_DIGESTS,
    TRANSCRIPTS,
    VIGILS,
    WALKS,
    census,
)
from conformance.probes.consultation import PROCEEDINGS
from conformance.probes.deliveries import CONVERSATIONS, CORRESPONDENCES, REJECTIONS, REVISIONS, ROUNDS
from conformance.probes.discovery import FAREWELLS, HEIRS, INTRODUCTIONS, SIGNPOSTS
from conformance.probes.documents import (
    ADDRESSES,
    AFTERLIVES,
    DOWNLOADS,
    EXPIRIES,
    GRANTINGS,
    HANDOVERS,
    LIFESPANS,
    LISTINGS,
    LODGEMENTS,
    PLEAS,
    TAMPERINGS,
)
from conformance.probes.errors import CASES
from conformance.probes.probe import AnyProbe, Probe
from conformance.probes.records import COPIES, ENQUIRIES, REGISTERS
from conformance.probes.returns import RECKONINGS
from conformance.probes.security import ISSUES, KNOCKS, LIKENESSES, OUTLIVED, READINGS
from conformance.probes.service import BURSTS, COMPRESSED, PLEDGES, SAMPLES
from conformance.probes.visit import NotThere, Outbox, Tail, Unanswered, Visit

# What pushes comes late, what looks back on all of it last.
PROBES: tuple[AnyProbe, ...] = (
    INTRODUCTIONS,
    SIGNPOSTS,
    HEIRS,
    PLEDGES,
    CASES,
    WALKS,
    CORNERS,
    SPELLINGS,
    COPIES,
    PROCEEDINGS,
    RESIZES,
    CUTS,
    REPLAYS,
    ALTERATIONS,
    FILTER_CASES,
    SELECTIONS,
    ENQUIRIES,
    RECKONINGS,
    KNOCKS,
    READINGS,
    LIKENESSES,
    ISSUES,
    CONVERSATIONS,
    ROUNDS,
    REVISIONS,
    REJECTIONS,
    CORRESPONDENCES,
    HANDOVERS,
    LODGEMENTS,
    DOWNLOADS,
    ADDRESSES,
    VIGILS,
    REREADS,
    ROLL_CALLS,
    SNAPSHOTS,
    SNAPSHOT_CASES,
    STATE_DIGESTS,
    SINCES,
    RETURNS,
    REVISITS,
    COMPRESSED,
    BURSTS,
    SAMPLES,
    PLEAS,
    GRANTINGS,
    TAMPERINGS,
    LIFESPANS,
    EXPIRIES,
    IDLES,
    AFTERLIVES,
    OUTLIVED,
    HISTORIES,
    LEDGERS,
    LISTINGS,
    FAREWELLS,
    REGISTERS,
    TRANSCRIPTS,
)

__all__ = ["PROBES", "AnyProbe", "Calendar", "NotThere", "Outbox", "Probe", "Tail", "Unanswered", "Visit", "census"]
