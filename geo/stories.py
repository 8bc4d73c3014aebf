"""The TOML of a story: a [story] table, a [[step]] table each step, in it a [[step.says]] table each sentence."""

from __future__ import annotations

import json
from typing import Any

from .errors import shown
from .reading import Tree
from .records import Framing, Story


def fields(tree: Tree) -> dict[str, Any] | None:
    """The fields of a Story as its file holds them, for `build`; None, and noted in `tree`, when it holds no story."""
    top = tree.value
    if top is None:
        return None
    stem = tree.name.removeprefix("stories/").removesuffix(".toml")
    for name in top:
        if name not in ("story", "step"):
            tree.report("unknown-field", f"a table {shown(name)}", "a story file has one [story] and its [[step]] tables",
                        "move it into one of them", record=stem, at=shown(name)[1:-1] or "''")
    story = top.get("story", {})
    if not isinstance(story, dict):
        tree.report("wrong-type", f"found {shown(story)}", "story is a table", "write [story] above its fields", record=stem,
                    at="story")
        return None
    if story.get("id", stem) != stem:
        tree.report("bad-id", f"the id is {shown(story['id'])} in the file {stem}.toml", "a story file is named after its story",
                    "rename one of them", record=stem, at="id")
    return {**story, "steps": top.get("step", [])}


def toml(story: Story) -> str:
    """The file of a story: the same story, the same bytes."""
    head = {"id": story.id, "title": story.title, "summary": story.summary}
    parts = ["[story]\n" + _table(head)]
    for step in story.steps:
        values = step.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude={"says"})
        parts.append("[[step]]\n" + _table({name: value for name, value in values.items() if value != []}))
        parts += ["[[step.says]]\n" + _table(said.model_dump(mode="json")) for said in step.says]
    return "\n".join(parts)


def _table(values: dict[str, Any]) -> str:
    """A TOML table body: text, numbers and lists as JSON writes them, which TOML reads alike."""
    return "".join(f"{name} = {_framing(value) if name == 'view' else _json(value)}\n" for name, value in values.items())


def _framing(view: dict[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_json(view[name])}" for name in Framing.model_fields) + " }"


def _json(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
