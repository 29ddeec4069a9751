"""What a definition may borrow from another file: answers that several items share, and items of a longer form."""

from collections.abc import Mapping
from typing import Any

from app.definitions import Definition, DefinitionError, validate
from app.instruments.item import AnswerOption

OptionSets = Mapping[str, tuple[AnswerOption, ...]]


class OptionSet(Definition):
    """Answer options that several items share."""

    options: tuple[AnswerOption, ...]


def option_sets(file: str, content: Mapping[str, Any]) -> OptionSets:
    """The shared sets of a file, by name. Raises DefinitionError."""
    return {name: validate(OptionSet, file, part, name).options for name, part in content.items()}


def with_options(file: str, content: Mapping[str, Any], shared: OptionSets) -> dict[str, Any]:
    """The same content, each named set of options filled in. Raises DefinitionError for a set that there is not."""
    filled = dict(content)
    if isinstance(filled.get("items"), tuple):
        filled["items"] = tuple(_with_option_set(file, item, shared) for item in filled["items"])
    return filled


def _with_option_set(file: str, item: object, shared: OptionSets) -> object:
    if not isinstance(item, dict) or not isinstance(item.get("options"), str):
        return item
    if item["options"] not in shared:
        raise DefinitionError(file, f"{item.get('link_id')}.options", f"{item['options']} is no option set")
    return {**item, "options": shared[item["options"]]}


def with_shared_items(file: str, content: dict[str, Any], by_id: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    """The same content, items named from a longer form filled in. Raises DefinitionError for one that it does not have.

    PHQ-2 and GAD-2 are made of items of PHQ-9 and GAD-7: asked once, scored twice.
    """
    if "items_of" not in content:
        return content
    source = {item.get("link_id"): item for item in by_id.get(content["items_of"], {}).get("items", ())}
    wanted = content.get("item_ids", ())
    for link_id in wanted:
        if link_id not in source:
            raise DefinitionError(file, "item_ids", f"{link_id} is no item of {content['items_of']}")
    rest = {key: value for key, value in content.items() if key not in ("items_of", "item_ids")}
    return {**rest, "items": tuple(source[link_id] for link_id in wanted)}
