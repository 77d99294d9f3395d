"""Two kinds of error: `CaseworkError` is expected and carries one German sentence; everything else is a bug."""


class CaseworkError(Exception):
    """Something the user can understand and act on.

    `str(error)` is one plain German sentence for people, shown inline; it names no secret and no path the user did not
    choose. `field` is the key of the input it belongs to, if any.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotAllowedError(CaseworkError):
    """The acting user has no right to do this (decided by the gate)."""


class ChangedMeanwhileError(CaseworkError):
    """Somebody else saved the same thing since it was read."""


class VaultError(CaseworkError):
    """The vault cannot be created, opened or written; base class of the storage layer's expected errors."""


class ImportFileError(CaseworkError):
    """A file given for import cannot be read as a list."""


class PrintError(CaseworkError):
    """A sheet cannot be made from what it was given."""
