"""An installation that has screenings in it: some that really came in, and as many copies of these as are asked for."""

import shutil
from pathlib import Path

from app import migrations
from app.settings import Settings
from benchmarks.full.load import fill_sqlite
from benchmarks.full.sample import Sample, make_sample
from tests.support.running import running


def settings_of(instance: Path) -> Settings:
    """Limits off: one client stands for a town."""
    return Settings(env="test", instance=instance, rate_limits=False)


def sampled(instance: Path, count: int) -> Sample:
    """A new one, in which so many came in."""
    with running(settings_of(instance)) as app:
        migrations.upgrade(app)
        return make_sample(app, count)


def filled(instance: Path, source: Path, sample: Sample, opened: int, closed: int) -> None:
    """A copy of the one that holds the sample, in which so many are open and so many closed."""
    shutil.copytree(source, instance)
    with running(settings_of(instance)) as app:
        fill_sqlite(app, sample, opened, closed)
