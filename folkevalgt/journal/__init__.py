"""What was taken from people, in a file beside the database: an old backup that is restored gives none of it back."""

from folkevalgt.journal.again import again
from folkevalgt.journal.keeping import Journal, behind

__all__ = ["Journal", "again", "behind"]
