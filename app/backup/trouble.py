"""What goes wrong with a backup."""


class BackupError(Exception):
    """A backup that cannot be made, checked or put back. Says why in one line."""
