"""The picture of the rooms is drawn from the code: it shows the imports that there are now."""

from tools import rooms


def test_it_is_what_the_command_draws_now() -> None:
    assert rooms.PICTURE.read_text("utf-8") == rooms.drawn(), "make rooms"


def test_every_dot_stands_right_of_the_diagonal() -> None:
    order = [room for layer in rooms.layers() for room in layer]
    assert all(order.index(importer) < order.index(imported) for importer, imported in rooms.imports(order))
