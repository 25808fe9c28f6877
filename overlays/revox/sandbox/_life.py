"""How calls go on: each step takes a call from one documented state to the next, and says when there is more to do.

What the sandbox keeps to itself of a call: `due`, when there is more to do; `attempt`, what the attempt that goes on
comes to; `wakes`, when a paused call was due; `contends_for`, what calls share that are limited; `wish`, to be paused
or cancelled when the attempt is over.
"""

from datetime import datetime, timedelta

import msgspec

from ._attempts import make_attempt, seen_while
from ._dice import Dice
from ._filler import Filler, time_text
from ._spec import Json, enum_values
from ._store import Records, to_text
from ._windows import CallingWindows, language_of

ACTIVE = ("initializing", "queued_for_calling", "scheduled", "calling", "post_processing")
WAITING = ("initializing", "queued_for_calling", "scheduled")
_POST_PROCESSING = timedelta(seconds=5)


def to_number(moment: datetime) -> int:
    """Write a time down as a number, in milliseconds."""
    return (moment - datetime(1970, 1, 1)) // timedelta(milliseconds=1)


def from_number(number: int) -> datetime:
    """Read such a number."""
    return datetime(1970, 1, 1) + timedelta(milliseconds=number)


class CallInLife:
    """A call of the database, which is saved when it has changed."""

    def __init__(self, records: Records, call_id: str, now: datetime) -> None:
        """Read a call."""
        self._records, self._now = records, now
        self.call = records.get("call", call_id) or {}
        self.state = records.state("call", call_id)

    @property
    def windows(self) -> CallingWindows:
        """When the call may be made: as the call has it, or its assistant."""
        return CallingWindows(
            self.call["call_retry_config"] or self._assistant.get("call_retry_config"), self.call["to_phone_number"]
        )

    def launch(self, at: datetime | None = None) -> None:
        """Let the first attempt, or the next one, begin now or at a time."""
        self._wait(at or self._now, "queued_for_calling" if at is None or at <= self._now else "scheduled")

    def pause(self) -> None:
        """Let no other attempt begin; one that goes on ends as it would."""
        if self.call["status"] in WAITING:
            self.state["wakes"] = self.state.get("due")
            self._wait(None, "paused")
            self._give_way()
        else:
            self._wish("paused")

    def resume(self) -> None:
        """Go on where the call was paused."""
        self.state.pop("wish", None)
        if self.call["status"] == "paused":
            self.launch(from_number(self.state.pop("wakes", None) or 0))
        else:
            self._save()

    def cancel(self, *, at_once: bool) -> None:
        """Give the call up: now, or when the attempt that goes on is over."""
        if self.call["status"] == "calling" and not at_once:
            return self._wish("cancelled")
        if self.call["status"] == "calling":
            ended = {"status": "completed", "ended_at": time_text(self._now), "ended_by": "system"}
            self.call["call_attempts"][0] |= ended
        self._wait(None, "cancelled")
        self._give_way()

    def go_on(self) -> None:
        """Take the next step, which is due now."""
        if self.call["status"] in WAITING:
            return self._begin()
        if self.call["status"] == "post_processing":
            return self._finish("completed")
        attempt = self.state["attempt"]
        if self.call["call_attempts"][0]["status"] == "ringing" and attempt["answered_at"] is not None:
            self.call["call_attempts"][0] = seen_while("ongoing", attempt)
            return self._wait(_moment(attempt["ended_at"]), "calling")
        self._end(attempt)

    @property
    def _assistant(self) -> Json:
        return self._records.get("assistants", self.call["assistant"] or "", deleted=True) or {}

    def _begin(self) -> None:
        opening = self._now if self.state.get("skips_windows") else self.windows.opening(self._now)
        if opening > self._now:
            self._wait(opening, "scheduled")
            return self._give_way()
        if self._is_crowded():
            return self._wait(None, "queued_for_calling")
        if not self.state.get("has_own_assistant") and self._records.get("assistants", self.call["assistant"]) is None:
            self._finish("errored")
            return self._give_way()
        number, phone_number = len(self.call["call_attempts"]), self.call["to_phone_number"]
        attempt = self.state["attempt"] = self._make_attempt(number, phone_number)
        self.call["call_attempts"].insert(0, seen_while("ringing", attempt))
        self._records.execute(
            "INSERT INTO phones_rung VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1", (phone_number,)
        )
        self._wait(_moment(attempt["answered_at"] or attempt["ended_at"]), "calling")

    def _make_attempt(self, number: int, phone_number: str) -> Json:
        dice = Dice(f"{self._records.setting('seed', '0')}/{self.call['id']}/{number}")
        scripts = self._records.execute(
            "SELECT attempt FROM scripts WHERE phone_number = ? ORDER BY after <= ? DESC, after DESC, rowid DESC",
            (phone_number, number),
        ).fetchall()
        script: Json = msgspec.json.decode(scripts[0][0]) if scripts else {}
        if scripts and number < script.pop("after"):
            script = {"dial_error": "no_answer"}
        filler = Filler(dice)
        self.state["outcome"] = script.pop("outcome", None)
        attempt = make_attempt(
            filler,
            self._now,
            {"phone_number": phone_number, "input_data": self.call.get("prompt_variables") or {}},
            language_of(phone_number),
            is_answered="dial_error" not in script if script else dice.chance(0.7),
            assistant=self._assistant,
            script=script,
        )
        if attempt["result"] == "human" and self.state["outcome"] is None:
            self.state["outcome"] = dice.pick(enum_values("CallOutcome"))
        return attempt

    def _end(self, attempt: Json) -> None:
        """End the attempt that goes on, and decide whether there is another one."""
        self.call["call_attempts"][0] = self.state.pop("attempt")
        self._give_way()
        count, windows, wish = len(self.call["call_attempts"]), self.windows, self.state.pop("wish", None)
        if attempt["result"] == "human" or (count >= windows.most_attempts and attempt["status"] == "completed"):
            self._wait(self._now + _POST_PROCESSING, "post_processing")
        elif wish == "cancelled":
            self._wait(None, "cancelled")
        elif count >= windows.most_attempts:
            self._finish("errored")
        else:
            is_at_once = windows.is_called_twice and count == 1
            next_time = windows.opening(self._now + (timedelta() if is_at_once else windows.delay))
            self.call["scheduled_at"] = time_text(next_time)
            self.state["wakes"] = to_number(next_time)
            self._wait(None if wish else next_time, wish or "scheduled")

    def _finish(self, status: str) -> None:
        if status == "completed":
            self.call["outcome"] = self.state.get("outcome")
        self._wait(None, status)
        if url := self._assistant.get("webhook_url"):
            attempt: Json = next(iter(self.call["call_attempts"]), {})
            self._records.execute(
                "INSERT INTO webhooks (url, body, due) VALUES (?, ?, ?)",
                (url, to_text(_payload(self.call, attempt, self._now)), to_number(self._now)),
            )

    def _is_crowded(self) -> bool:
        """Whether as many calls as may be go on already: of the campaign, or of those with the same key."""
        if (shared := self.state.get("contends_for")) is None:
            return False
        campaign = self._records.get("campaigns", shared, deleted=True)
        limit = 1 if campaign is None else campaign.get("max_concurrent_calls")
        query = "SELECT count(*) FROM call WHERE contends_for = ? AND status = 'calling' AND due IS NOT NULL"
        return limit is not None and self._records.execute(query, (shared,)).fetchone()[0] >= max(limit, 1)

    def _give_way(self) -> None:
        """Let the call that has waited longest for this one to end go on."""
        wake_waiting(self._records, self.state.get("contends_for"), self._now, 1)

    def _wish(self, wish: str) -> None:
        self.state["wish"] = wish
        self._save()

    def _wait(self, until: datetime | None, status: str) -> None:
        self.call["status"] = status
        self.state["due"] = None if until is None else to_number(until)
        if status == "scheduled" and until is not None:
            self.call["scheduled_at"] = time_text(until)
        self._save()

    def _save(self) -> None:
        if "updated_at" in self.call:
            self.call["updated_at"] = time_text(self._now)
        self._records.save("call", self.call, self.state)


def wake_waiting(records: Records, shared: str | None, now: datetime, count: int) -> None:
    """Let so many calls that wait for others to end try again."""
    waiting = records.execute(
        "SELECT id FROM call WHERE contends_for = ? AND status = 'queued_for_calling' AND due IS NULL "
        "ORDER BY position LIMIT ?",
        (shared, count),
    ).fetchall()
    for (call_id,) in waiting:
        CallInLife(records, call_id, now).launch()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _payload(call: Json, attempt: Json, now: datetime) -> Json:
    """Make the body of a webhook, in the one shape that is public: that of the package n8n-nodes-revox."""
    said = [f"{message['role']}: {message['content']}" for message in attempt.get("transcript") or ()]
    return {
        "call_order_id": call["id"],
        "call_id": attempt.get("id"),
        "status": call["status"],
        "annotation": attempt.get("structured_output"),
        "transcript": "\n".join(said),
        **{name: attempt.get(name) for name in ("result", "recording_url", "started_at", "ended_at")},
        "calls_count": len(call["call_attempts"]),
        "timestamp": time_text(now),
    }
