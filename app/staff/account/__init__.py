"""Signing in, enrolling, the second factor, one's own account."""
