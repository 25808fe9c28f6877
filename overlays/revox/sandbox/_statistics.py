"""What campaigns and phone numbers have come to: counted from the calls, never stored."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from ._life import ACTIVE
from ._spec import Json, enum_values
from ._store import Records

HOT = ("interested", "requested_callback_later")
_STATES = {
    "initializing": "pending",
    "queued_for_calling": "pending",
    "paused": "pending",
    "calling": "calling",
    "post_processing": "calling",
    "not_launched": "not_launched",
    "completed": "completed",
    "errored": "failed",
    "cancelled": "skipped",
}


def calls_of(records: Records, campaign_id: str) -> list[Json]:
    """Return the calls to the contacts of a campaign."""
    query = "SELECT call.document FROM rows JOIN call ON call.id = rows.call_id WHERE rows.campaign_id = ?"
    return [
        msgspec.json.decode(document) for (document,) in records.execute(f"{query} ORDER BY row_index", (campaign_id,))
    ]


def summary(records: Records, campaign: Json) -> Json:
    """Return how far a campaign is: its status, and how many rows are in which state."""
    found = records.execute(
        "SELECT call.status, attempts > 0, count(*) FROM rows LEFT JOIN call ON call.id = rows.call_id "
        "WHERE rows.campaign_id = ? GROUP BY 1, 2",
        (campaign["id"],),
    ).fetchall()
    counts = Counter[str]()
    for status, was_tried, count in found:
        counts[_STATES.get(status, "retry" if was_tried else "pending") if status else "skipped"] += count
        counts["total"] += count
    statuses = {status for status, *_ in found}
    state = records.state("campaigns", campaign["id"])
    is_over = not statuses & {*ACTIVE, "not_launched", "paused"}
    is_cancelled = bool(state.get("is_cancelled"))
    status = "completed" if is_over or is_cancelled else "paused" if state.get("is_paused") else "running"
    names = ("calling", "completed", "failed", "not_launched", "pending", "retry", "skipped", "total")
    return {"status": status, "is_cancelled": is_cancelled, "row_stats": {name: counts[name] for name in names}}


def statistics(records: Records, campaign: Json) -> Json:
    """Count how many contacts of a campaign were called, reached and interested, by phone number."""
    calls = calls_of(records, campaign["id"])
    attempts = [(call, attempt) for call in calls for attempt in call["call_attempts"]]
    human = [(call, attempt) for call, attempt in attempts if attempt["result"] == "human"]
    called, reached = _phones(call for call, _ in attempts), _phones(call for call, _ in human)
    talked = _phones(call for call, attempt in human if _turns(attempt) > 1)
    hot = _phones(call for call in calls if call.get("outcome") in HOT)
    inbound = [call for call in calls if call["direction"] == "inbound"]
    outcomes = Counter(call["outcome"] for call in calls if call.get("outcome"))
    return {
        "campaign": {"id": campaign["id"], "name": campaign["name"], "has_activity": bool(attempts)},
        "effort": {"calls_total": len(calls), "outbound_attempts": len(attempts)},
        "funnel": {
            "called": {"count": len(called), "imported_rows": summary(records, campaign)["row_stats"]["total"]},
            "reached": {"count": len(reached), "pct_of_called": _percent(reached, called)},
            "real_exchanges": {"count": len(talked), "pct_of_reached": _percent(talked, reached)},
            "hot_leads": {"count": len(hot), "pct_of_reached": _percent(hot, reached)},
        },
        "hot_lead_outcomes": list(HOT),
        "inbound": {"inbound_calls": len(inbound), "unique_callers": len(_phones(inbound))},
        "jump_in": {"joined_calls": sum(bool(attempt.get("handled_by_human")) for _, attempt in attempts)},
        "leads": {
            "callback_requested": _leads(calls, "requested_callback_later"),
            "interested": _leads(calls, "interested"),
        },
        "outcome_breakdown": [
            {"count": outcomes[outcome], "label": outcome.replace("_", " ").capitalize(), "outcome": outcome}
            for outcome in enum_values("CallOutcome")
            if outcomes[outcome]
        ],
    }


def phone_history(records: Records) -> Json:
    """Tell of each phone number how often it was called, by which campaigns, and what came of it."""
    histories: Json = {}
    for call in records.all("call"):
        if not call["call_attempts"]:
            continue
        history = histories.setdefault(
            call["to_phone_number"],
            {"campaigns": [], "count": 0, "do_not_contact": False, "hot": False, "reached_human": False},
        )
        campaign = call["campaign"] and {name: call["campaign"][name] for name in ("id", "name")}
        history["campaigns"] += [campaign] if campaign and campaign not in history["campaigns"] else []
        history["count"] += len(call["call_attempts"])
        history["reached_human"] |= any(attempt["result"] == "human" for attempt in call["call_attempts"])
        history["hot"] |= call.get("outcome") in HOT
        history["last_outcome"] = call.get("outcome") or history.get("last_outcome")
        started = (attempt["started_at"] for attempt in call["call_attempts"] if attempt["started_at"])
        history["last_called_at"] = max([*started, history.get("last_called_at") or ""]) or None
    return histories


def _phones(calls: Iterable[Json]) -> set[str]:
    return {call["to_phone_number"] for call in calls}


def _turns(attempt: Json) -> int:
    return sum(message["role"] == "user" for message in attempt.get("transcript") or ())


def _percent(part: set[str], whole: set[str]) -> float | None:
    return round(100 * len(part) / len(whole), 1) if whole else None


def _leads(calls: list[Json], outcome: str) -> list[Json]:
    leads = []
    for call in (call for call in calls if call.get("outcome") == outcome):
        columns: Json = call.get("prompt_variables") or {}
        attempt: Json = next(iter(call["call_attempts"]), {})
        lead = {"call_id": call["id"], "direction": call["direction"], "phone": call["to_phone_number"]}
        lead |= {"name": columns.get("first_name", ""), "email": columns.get("email")}
        leads.append(lead | {"last_activity_at": attempt.get("ended_at"), "attempt_id": attempt.get("id")})
    return leads
