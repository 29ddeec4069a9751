"""What every channel says when it could not deliver."""


class Undelivered(Exception):
    """The other side did not take it. `problem` is a short word for the log; `lasting` if it will refuse it again."""

    def __init__(self, problem: str, *, lasting: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.lasting = problem, lasting
