"""The help is complete and true: pages, links, pictures, commands, keys; and it leads nowhere outside."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop import paths
from desktop.app_backup import BackupDesk
from desktop.app_desk import build_desk
from desktop.app_doors import Opened, make_tools
from desktop.casework.rights import Actor
from desktop.commands.main import _MODULES, COMMANDS
from desktop.settings import Settings
from desktop.storage.health.versions import library_versions
from desktop.storage.keys.kdf import STANDARD_COST
from desktop.storage.vault import OpenVault
from desktop.views.commands import keys_as_said
from desktop.views.desk import Desk
from desktop.views.help.library import Library, licences
from desktop.views.help.topics import ABOUT, PAGE_FOR_PLACE, TOPICS, page_for

HELP = paths.resource("help")
README = HELP.parent.parent / "README.md"
MOST_BYTES = 3_000_000


class _Page(HTMLParser):
    """What a page names: links, pictures with their words, spots, headline, title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.spots: set[str] = set()
        self.words: dict[str, str] = {"h1": "", "title": ""}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag
        self.spots |= {values["id"]} if "id" in values else set()
        if tag == "a":
            self.links.append(values["href"])
        if tag == "img":
            self.pictures.append((values["src"], values.get("alt", "")))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.words:
            self.words[self._inside] += data


def page(file: str) -> _Page:
    return _Page(Library(library_versions).read(file).text)


FILES = [topic.file for topic in TOPICS]


@pytest.fixture
def desk(vault: OpenVault, actor: Actor, qtbot: QtBot) -> Iterator[Desk]:
    """The real desk with all its places, as after unlocking."""
    opened = Opened(vault, actor)
    copies = BackupDesk(opened, STANDARD_COST, Settings, lambda _settings: None, lambda: None)
    tools = replace(make_tools(opened, Settings, lambda _settings: None), backups=copies.tools())
    work, _, desk = build_desk(vault, actor, tools, {})
    yield desk
    work.stop()
    delete(desk)
    delete(work)


def test_every_place_of_the_program_has_its_page(desk: Desk) -> None:
    places = {place.key for place in desk.places.all()}
    assert {"cases", "case", "import", "preview", "admin", "wording", "help"} <= places
    assert places - PAGE_FOR_PLACE.keys() == set()
    assert {place.partition("/")[0] for place in PAGE_FOR_PLACE} - places == set()


def test_every_page_a_place_leads_to_exists_with_its_spot() -> None:
    for address in PAGE_FOR_PLACE.values():
        file, _, spot = address.partition("#")
        assert file in FILES
        assert not spot or spot in page(file).spots, address


def test_a_tab_without_a_page_of_its_own_has_that_of_its_place() -> None:
    assert page_for("case/nowhere") == PAGE_FOR_PLACE["case"]
    assert page_for("somewhere") == "start.html"


def test_topics_and_files_are_the_same_and_say_their_title() -> None:
    assert sorted(FILES) == sorted(path.name for path in HELP.glob("*.html"))
    for topic in TOPICS:
        words = {tag: text.replace("\u00ad", "") for tag, text in page(topic.file).words.items()}
        assert words == {"h1": topic.title, "title": topic.title}


@pytest.mark.parametrize("file", FILES)
def test_every_link_leads_to_a_page_that_can_be_read(file: str) -> None:
    library = Library(library_versions)
    for link in page(file).links:
        target, _, spot = link.partition("#")
        there = library.read(target or file)
        assert not spot or spot in _Page(there.text).spots, link


@pytest.mark.parametrize("file", FILES)
def test_every_picture_exists_and_is_told_in_words(file: str) -> None:
    for source, words in page(file).pictures:
        assert (HELP / source).is_file(), source
        assert len(words) > 10, source


def test_the_pictures_are_small_enough_to_come_with_the_program() -> None:
    assert 0 < sum(path.stat().st_size for path in (HELP / "bilder").iterdir()) < MOST_BYTES


def test_nothing_outside_this_pc_is_named_in_a_page() -> None:
    for path in [*HELP.glob("*.html"), *HELP.glob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?:https?:|ftp:|file:|mailto:|//\w|url\(|@import|<script|<link)", text) == [], path.name


def test_only_pages_and_licences_are_read() -> None:
    for address in ("../catalogue/areas.toml", "../../pyproject.toml", "bilder/07-plan.png", "/etc/hostname"):
        with pytest.raises(KeyError):
            Library(library_versions).read(address)


def test_the_licences_are_all_there_and_the_notice_of_sqlcipher_can_be_read() -> None:
    library = Library(library_versions)
    assert set(page(ABOUT).links) >= licences().keys()
    assert "ZETETIC LLC" in library.read("../licences/SQLCipher.txt").text
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in library.read("../../LICENSE").text
    for path in (*paths.resource("licences").iterdir(), *paths.resource("fonts").glob("*OFL.txt")):
        assert f"../{path.parent.name}/{path.name}" in licences()


def test_about_names_the_libraries_that_encrypt_with_their_versions() -> None:
    versions = library_versions()
    assert versions.keys() == {"SQLite", "SQLCipher", "OpenSSL"}
    text = Library(library_versions).read(ABOUT).text
    for name, version in versions.items():
        assert re.match(r"\d+\.\d+\.\d+", version)
        assert f"<td>{name}</td><td>{version}</td>" in text


def options_of(command: str) -> set[str]:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"desktop.commands.{_MODULES.get(command, command)}").add_arguments(parser)
    return {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}


@pytest.mark.parametrize("file", [HELP / "it.html", README], ids=["Hilfe", "README"])
def test_commands_and_their_options_are_told_as_they_are(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    known = {option for command in COMMANDS for option in options_of(command)}
    assert [command for command in COMMANDS if f"<code>{command} " not in text and f"`{command} " not in text] == []
    assert sorted(option for option in known if option not in text) == []
    told = set(re.findall(r"(?<![\w-])--[a-z][\w-]+", text))
    assert told - known - {"--help", "--upgrade"} == set()


def test_every_key_of_the_desk_is_told(desk: Desk) -> None:
    text = Library(library_versions).read("tastatur.html").text
    said = [keys_as_said(command.shortcut) for command in desk.palette_box._commands.all() if command.shortcut]
    assert {"F1", "Strg+K"} <= set(said)
    assert [keys for keys in said if f"<td>{keys.replace('Left', 'Links')}</td>" not in text] == []


def test_the_palette_finds_the_help_by_what_people_look_for(desk: Desk) -> None:
    titles = {command.title for command in desk.palette_box._commands.all()}
    assert titles >= {"Hilfe", "Über Wegplan", "Hilfe: Tresor und Wiederherstellungsblatt"}
