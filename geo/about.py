"""Reads about.toml of a data folder: the title of the atlas, its credit, and the sections of its method panel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from .errors import DataError
from .reading import build, read_toml
from .records import Record, Slugs, Text

FILE: Final = "about.toml"


class Section(Record):
    """One section of the method panel."""

    heading: Text
    paragraphs: Annotated[list[Text], Field(min_length=1)]


class Heading(Record):
    """What the page is called and whom it credits."""

    title: Text = "Contact Atlas"
    subtitle: Text = "incidents, their sources, and who held the ground"
    credit: Text = "Contact Atlas"
    founding: Annotated[Slugs, Field(default_factory=list)]  # sources the atlas grew from; the page can show what they tell of


class About(Record):
    """The whole file; every part may be left out."""

    atlas: Heading = Heading(founding=[])
    section: Annotated[list[Section], Field(default_factory=list)]


def read(folder: Path) -> About:
    """The about.toml in `folder`; the defaults where there is none.

    Raises: DataError with all problems of the file.
    """
    path = folder / FILE
    if not path.is_file():
        return About(section=[])
    tree = read_toml(path, FILE)
    about = build(About, tree.value, tree, record="about") if isinstance(tree.value, dict) else None
    if about is None or tree.problems:
        raise DataError(tree.problems)
    return about
