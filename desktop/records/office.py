"""The office: users, settings, the vault's own state, the access record, drafts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base, Stamped, UtcDateTime, coded, type_json
from desktop.terms import Role, VaultEventKind


class VaultState(Base):
    """One row: how many saves this vault has seen (security.md 3.2, the last-seen counter)."""

    __tablename__ = "vault_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    saves: Mapped[int] = mapped_column(default=0)


class User(Base, Stamped):
    """Somebody who works with the vault; `slot_label` names the key slot."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    slot_label: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short: Mapped[str]
    role: Mapped[Role] = coded(Role, Role.MANAGER)
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Base):
    """A setting of the office, kept in the vault because it prints on sheets."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(type_json)


class AccessEntry(Base):
    """Who did what with which file, chained by hash so that edits show (DS-06, security.md T22)."""

    __tablename__ = "access_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int]
    action: Mapped[str]
    objects: Mapped[list[Any]] = mapped_column(type_json)
    chain: Mapped[str]


class VaultEvent(Base):
    """Something that happened to the vault itself: a backup, a restore, a drill, a change of keys. Names no client."""

    __tablename__ = "vault_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None]
    kind: Mapped[VaultEventKind] = coded(VaultEventKind)
    details: Mapped[dict[str, Any]] = mapped_column(type_json, default=dict)


class Draft(Base):
    """Unsaved input of one user, kept encrypted while it is typed."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    key: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(type_json)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
