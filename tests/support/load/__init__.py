"""A load of people, and a checker that says afterwards whether Braid kept what it promised them (I1 to I4, I6, I7).

    def test_nothing_is_lost(house: House, report: Report) -> None:  # fixtures: tests/faults/conftest.py, fault_report
        for _ in range(ROUNDS):
            with all_sending(house.ready(6)):                        # six at the last page press send at once
                with house.book.fault("a worker is killed"):         # what is done to it, from its begin to its end
                    ...
        report("FI-1", "a worker is killed", house.check(), house.book, ROUNDS)

`house.ready(n)` makes people who only have to press send. All go over real HTTP and try again until their receipt is
shown; `all_sending(people, tries=1)` lets them give up. Each writes into `house.book` before pressing send (`invoke`)
and when answered (`ok` with the reference, `refused` where the page says that nothing was sent, `unknown` otherwise).
The key of a person stands in their contact plan, so the checker finds who is whose; it begins with a canary that may
stand in no file or message.

`check` finds whoever was lost, doubled or told what is not true, screenings that are not complete, do not open or whose
scores do not follow, alerts of which nobody was told, a log or a database that is not whole, pages without numbers.
All who send through it must be people of the load, whose answers raise an alert.

Elsewhere than on one server: `House(..., base_url=)` is where people come in (a proxy, a balancer); `opened(folder,
BRAID_DATABASE_URL=...)` starts one server with a webhook; `Logbook`, `Person`, `check`, `untold` work without a house.
"""
