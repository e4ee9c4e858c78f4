"""What can be wrong with tickets.

DeskError
├── DatabaseAway      the database is locked, not reachable or has no tables yet: try again later
├── DraftMissing      there is no draft with this id, or its time is over
├── InvalidContact    an address or number that nobody can be reached at
└── NotPossible       no such ticket, or its status does not allow this
"""


class DeskError(Exception):
    """Anything that stops the work with tickets."""


class DatabaseAway(DeskError):
    """Nothing was written; the same call may be made again."""


class DraftMissing(DeskError):
    """Consent has to be asked for again."""


class InvalidContact(DeskError):
    """The person has to give another address or number."""


class NotPossible(DeskError):
    """The ticket stays as it is."""
