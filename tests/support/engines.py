"""Running a test, or with `pytestmark` a module, on every database engine."""

import pytest

on_each_engine = pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
