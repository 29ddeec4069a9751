"""From so many screenings an hour to cores, connections, rows and money: plain arithmetic, open to argument."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

INPUTS: Final = Path(__file__).with_name("inputs.toml")
HOUR: Final = 3600
GB: Final = 1e9


@dataclass(frozen=True)
class Inputs:
    """Every number that goes in, by its name in the file."""

    values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        return self.values[name]


def read(path: Path = INPUTS) -> Inputs:
    """Read the file. Raises KeyError where a number has no source: a figure without one is a guess."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return Inputs({name: float(row["value"]) for name, row in tables.items() if row["source"]})


@dataclass(frozen=True)
class House:
    """What one busiest hour asks for."""

    an_hour: int
    requests_a_second: float
    people_at_once: float
    megabits: float
    commits_a_second: float
    acts_a_second: float
    web_cores: float
    processes: int
    database_cores: float
    connections: int
    installations: int
    rows_kept: float
    gigabytes_kept: float
    dollars_a_month: float


def house(an_hour: int, given: Inputs) -> House:
    """The model. `an_hour`: screenings in the busiest hour of a day."""
    a_second = an_hour / HOUR
    acts = a_second * given["acts_per_screening"]
    busy = given["busy"]
    web = a_second * (given["web_cpu_ms"] + given["desk_web_cpu_ms"]) / 1000 / busy
    database = a_second * (given["db_cpu_ms"] + given["desk_db_cpu_ms"]) / 1000 / busy
    processes = max(math.ceil(web), 1 if an_hour <= given["one_machine_up_to"] else 4)
    connections = processes * int(given["connections_per_process"])
    chains = math.ceil(acts / (given["acts_a_second_at_most"] * busy))
    servers = math.ceil(connections / given["connections_at_most"])
    kept = an_hour * given["busiest_hours_a_day"] * given["days_kept"]
    gigabytes = kept * given["stored_kb"] * 1000 / GB
    cores = math.ceil(web) + math.ceil(database)
    return House(
        an_hour=an_hour,
        requests_a_second=a_second * (given["requests_per_screening"] + given["desk_requests"]),
        people_at_once=an_hour * given["minutes_per_screening"] / 60,
        megabits=a_second * given["sent_kb"] * 8 / 1000,
        commits_a_second=a_second * (given["commits_per_screening"] + given["desk_commits"]),
        acts_a_second=acts,
        web_cores=web,
        processes=processes,
        database_cores=database,
        connections=connections,
        installations=max(chains, servers),
        rows_kept=kept * given["rows_per_screening"],
        gigabytes_kept=gigabytes,
        dollars_a_month=cores * given["dollars_a_core"] + gigabytes * given["dollars_a_gb"],
    )
