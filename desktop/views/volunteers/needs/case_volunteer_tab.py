"""The tab „Ehrenamt“ of a case file: what a volunteer is wished for, who does it, and who was suggested."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.needs.need_lists import needs_of_case
from desktop.casework.volunteers.needs.need_rows import NeedMatchRow, NeedRow
from desktop.clock import german_date
from desktop.models.drafts import Drafts
from desktop.models.suggestion_words import need_mark, waiting_words
from desktop.models.work import Work
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.people.lines import counted_section, emptied, flow, link, stacked, words
from desktop.views.places import Places
from desktop.views.tab_page import TabPage
from desktop.views.volunteers.needs.need_actions import NeedActions
from desktop.views.volunteers.needs.need_form import need_title
from desktop.volunteer_terms import GenderWish, NeedStatus

_KINDS = (Kind.NEED, Kind.MATCH, Kind.VOLUNTEER)


class CaseVolunteerTab(TabPage):
    """Reads when it is made and whenever a need, a match or the case changes."""

    def __init__(
        self, work: Work, drafts: Drafts, case_id: int, places: Places, parent: QWidget | None = None
    ) -> None:
        messages = MessageArea()
        super().__init__(messages, parent=parent)
        self.messages = messages
        self._work, self._case_id, self._places = work, case_id, places
        self._needs: tuple[NeedRow, ...] = ()
        self._lists = QVBoxLayout()
        self.add_parts(self._lists)
        self.needs = NeedActions(work, drafts, self.messages, self)
        work.announced.connect(self._on_announced)
        self._build()
        self.load()

    def load(self) -> None:
        """Read the needs of the case."""
        self._work.read(self, needs_of_case, self._case_id, then=self._on_needs, failed=self.needs.say)

    def report(self, measure_id: int | None = None) -> None:
        """Open the form for a need, or for one of a step of the plan."""
        self.needs.report(self._case_id, measure_id)

    def show_target(self, what: str = "", id_: int | None = None) -> None:
        """`("step", measure)` reports a need of a step of the plan, `("need", need)` gives it the keyboard."""
        if what == "step":
            self._places.went_on("case", self._case_id, "volunteer")  # the way back does not ask again
            self.report(id_)
        elif what == "need":
            self.want(f"edit_{id_}", f"again_{id_}")

    # showing

    def _on_needs(self, needs: tuple[NeedRow, ...]) -> None:
        self._needs = needs
        self.rebuild(self._build)

    def _build(self) -> None:
        emptied(self._lists)
        self._lists.addWidget(flow(link(self.tr("Bedarf melden"), self.report, "report_need", icon="plus")))
        live = [need for need in self._needs if need.status is not NeedStatus.CLOSED]
        none = self.tr("Für diesen Fall wird niemand gesucht.")
        self._lists.addWidget(
            counted_section(self.tr("Wünsche nach Begleitung"), [self._need(need) for need in live], none)
        )
        over = [need for need in self._needs if need.status is NeedStatus.CLOSED]
        if over:
            self._lists.addWidget(counted_section(self.tr("Abgeschlossen"), [self._need(need) for need in over]))

    def _need(self, need: NeedRow) -> QWidget:
        """What and for whom, the state, the wishes, who is at it, and what can be done."""
        wishes = self._wishes(need)
        return stacked(
            words(need_title(need), "strong"),
            *([words(need.facts.task)] if need.facts.task else []), *([words(wishes, "muted")] if wishes else []),
            flow(*self._chips(need)), *(flow(*self._match(match)) for match in need.matches),
            flow(*self._links(need)), gap=0.5, below=2,
        )  # fmt: skip

    def _chips(self, need: NeedRow) -> list[QWidget]:
        icon, tone = need_mark(need.status)
        chips = [Chip(need.status.label, Tone(tone), icon)]
        if need.status is NeedStatus.CLOSED:
            reason, day = (need.end_reason.label if need.end_reason else ""), need.closed_on
            chips.append(Chip(f"{reason}, {german_date(day)}" if day else reason))
        elif need.open:
            chips.append(Chip(waiting_words(need.waiting_days), Tone.NEUTRAL, "hourglass"))
        if need.facts.wanted_by is not None:
            chips.append(Chip(self.tr("gewünscht bis %1").replace("%1", german_date(need.facts.wanted_by))))
        return list(chips)

    def _match(self, match: NeedMatchRow) -> list[QWidget]:
        open_match = partial(self._places.go, "volunteer", match.volunteer_id, "matches", match.match_id)
        said = self.tr("Begleitung durch %1 öffnen").replace("%1", match.volunteer)
        return [link(match.volunteer, open_match, f"match_{match.match_id}", said=said, icon="hand-heart"),
                Chip(match.stage)]  # fmt: skip

    def _links(self, need: NeedRow) -> list[QWidget]:
        title, id_, do = need_title(need), need.id, self.needs
        if need.status is NeedStatus.CLOSED:
            return [link(self.tr("Wieder öffnen"), partial(do.reopen, id_), f"again_{id_}", icon="undo-2",
                         said=self.tr("Wieder öffnen: %1").replace("%1", title))]  # fmt: skip
        find = partial(self._places.go, "volunteers", "needs", id_)
        return [
            link(self.tr("Vorschläge ansehen"), find, f"find_{id_}", icon="search",
                 said=self.tr("Vorschläge ansehen: %1").replace("%1", title)),
            link(self.tr("Ändern …"), partial(do.edit, id_), f"edit_{id_}", icon="pencil",
                 said=self.tr("Bedarf ändern: %1").replace("%1", title)),
            link(self.tr("Abschließen …"), partial(do.close, id_), f"close_{id_}", icon="check",
                 said=self.tr("Bedarf abschließen: %1").replace("%1", title)),
        ]  # fmt: skip

    def _wishes(self, need: NeedRow) -> str:
        facts = need.facts
        languages = ", ".join(language_name(code) for code in facts.languages)
        wish = facts.gender_wish.label if facts.gender_wish is not GenderWish.ANY else ""
        times = ", ".join(span.words for span in facts.times)
        young = self.tr("mit Kindern oder Jugendlichen") if facts.with_children else ""
        parts = (languages, wish, young, facts.place, times, ", ".join(facts.interests), facts.note)
        return " · ".join(part.replace("\n", " · ") for part in parts if part)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.CASE, self._case_id) or any(changes.touches(kind) for kind in _KINDS):
            self.load()
