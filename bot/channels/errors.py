"""What can be wrong with a request."""


class InvalidMessage(ValueError):
    """A request that is no message; says what was wrong, for the log and for developers."""
