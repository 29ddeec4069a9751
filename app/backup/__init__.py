"""A copy of the database that only whoever holds the private key opens, and putting it back."""

from app.backup.trouble import BackupError

__all__ = ["BackupError"]
