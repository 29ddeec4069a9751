"""Contract tests use the same application as the integration tests."""

from tests.integration.conftest import app, client, engine, engines, postgres, settings

__all__ = ["app", "client", "engine", "engines", "postgres", "settings"]
