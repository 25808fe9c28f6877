"""All rules, by name: what each kind of difference means for users of the client.

A row has the name of the rule and behind a bar that of its opposite, what changed (as it goes on after the name of a
thing; `{key}` is the keyword), what it means, and what it means for values that are received where that differs.

What is received is read tolerantly: enums are open, unknown fields are ignored, what deviates is kept and reported. So
what a received value can be matters for the types that code was written against, not for whether it can be read.
"""

from functools import partial

from tools.diffing.model import Bump, Direction, Group, Rule, Verdict

# Code that works today will not; there is something new; nothing stops working, but it is worth a note; nobody sees it;
# the client does not change at all.
breaks = partial(Verdict, Bump.MAJOR, Group.BREAKING)
adds = partial(Verdict, Bump.MINOR, Group.ADDITION)
eases = partial(Verdict, Bump.MINOR, Group.HARMLESS)
hides = partial(Verdict, Bump.PATCH, Group.HARMLESS)
nothing = partial(Verdict, Bump.NONE, Group.HARMLESS)

NEW_NAME = adds("A name that nobody uses yet.")
NEW_CHOICE = adds("What is sent without it is as good as before.")
ALLOWED = adds("What was allowed still is.")
BY_POSITION = adds("It can be given by position as well; calls that give it by name are as good as before.")
NEW_STATUS = adds("The method returns the same type; a status that was an error before is none now.")
UNSEEN = adds("Code that does not know it does not see it.")
UNKNOWN_VARIANT = adds("Before, it came as an UnknownVariant; code has to expect unknown ones anyway.")
UNKNOWN_VALUE = adds("Enums are open: before, the value came as an undocumented member.")

UNJUDGED = breaks("Nobody has judged changes of this kind yet, so look at it: silence would be worse.")
UNIMPORTABLE = breaks("Code that uses the old name fails. On the wire nothing changes.")
NO_KEY = breaks("The client stops sending the key: a server that knows callers by it no longer knows them.")
OTHER_KEY = breaks("The client knows bearer tokens only, so its construction and its settings have to change.")
GONE = breaks("Code that uses it fails.")
OTHER_RESOURCE = breaks("The tag is the attribute of the client that the method is found under.")
OTHER_ORDER = breaks("Arguments of the path can be given by position: the same call would send them in wrong places.")
RINGS = breaks("A phone may ring: a client with `dialling=False` refuses it, and commands ask before it.")
OTHER_ITEM_KEY = breaks("Tokens and `known` keys that were kept no longer say which items are there.")
GIVEN = breaks("Calls that give it raise TypeError.")
LACKING = breaks("Calls that leave it out raise TypeError.")
BY_NAME = breaks("It can be given by name only, and calls that give it by position raise TypeError.")
OTHER_PAYLOAD = breaks("Objects, text, bytes and nothing are different types in Python.")
UNION = breaks("The method returns a union now, and code must tell the types apart.")
LACKED = breaks("What is sent without it is refused.")
NO_FIELD = breaks("Code that reads it raises AttributeError.")
NEW_NONE = breaks("It can be None, and code that takes the value for granted does not check.")
REFUSED = breaks("Some of what was allowed is refused.")
PERHAPS_REFUSED = breaks("Whether all that was allowed still is cannot be told.")
OTHER_TYPE = breaks("Code gets something else than it was written for.")
WIDER = breaks("Code and type checkers meet a type that they were not told of (an integer can be a fraction).")
OTHER_TAG = breaks("That field is fixed in each variant and cannot be given; the other one becomes a plain field.")
NO_MEMBER = breaks("It is no member of an enum any more: code that uses the class finds plain values.")
NEVER_EQUAL = breaks("Code that compares it with the old value never finds it.")
OTHERS = breaks("Code that relies on the one value meets others.")
JOINED = breaks("A list is sent right, but text that was joined by hand has the old separator in it.")

OTHER_SERVER = eases("Calls go there, unless `base_url` is given; firewalls and proxies may have to know.")
KEY = eases("A client always has a key; it is sent with these calls as well from now on.")
DEPRECATED = eases("It works as before; the docs advise against it.")
RETRIED = eases("Reads are sent again after any failure.")
NOT_RETRIED = eases("It is not sent again any more if it may have arrived; the error says `maybe_delivered`.")
ASKED = eases("It is called as before; commands ask before they delete.")
SILENT = eases("No phone rings, so a client with `dialling=False` sends it.")
COSTS = eases("It is called as before.")
NO_STATUS = eases("The server does not answer with it any more, and the method returns the same type.")
FEWER_TYPES = eases("The method returns fewer types; code for the one that is gone is never reached.")
NO_NONE = eases("It is never None any more; code that checks for that is as good as before.")
PREPARED = eases("All that comes is of a type that code was prepared for.")
UNREACHED = eases("It does not come any more; code for it is never reached.")
NO_VALUE = eases("It does not come any more, and is read if it does. Its member is gone: compare with the text.")
MEMBER = eases("A member of an enum of text is text; enums are open, so other values are read as well.")

DOCSTRINGS = hides("Only docstrings change.")
NOTE = hides("A note for readers of the spec; the client neither checks nor sends it.")
UNREAD = hides("The generator does not read it.")
UNORDERED = hides("An order has no meaning here; generated code changes places.")
FIRST_SERVER = hides("The client uses the first server only.")
BY_METHOD = hides("Callers name the method of the client, never the path or the method of HTTP.")
SAME_CALL = hides("It is given by the same name; how it travels is the business of the client.")
ITERATED = hides("The iterators know; they are used as before.")
SAME_PAYLOAD = hides("It is the same to callers: the client reads and writes both in one way.")
ANY_ERROR = hides("Every error status has its exception, whether the spec knows it or not.")
HEADERS = hides("Headers are handed over as they come.")
SAME_NONE = hides("It could be None before and can be now: absent and null both read as None.")
UNLIMITED = hides("Every value is handed over; a limit decides only what is reported as a deviation.")
TEXT = hides("Formats are documentation: text stays the text that came.")
NOT_SENT = hides("What is left out is not sent: the server fills it in, whichever version of this client asks.")
ABSENT = hides("What is absent stays absent; only docstrings change.")
NAMED_FIELDS = hides("The class holds the fields that have a name; further ones are ignored.")
UNUSED = hides("No method takes or returns it; only its class in `models` changes.")

NOTATION = nothing("The contract is the same; the generated code can differ in form only.")
ELSEWHERE = nothing("It is judged where it is used.")
ASSUMED = nothing("The client ignores assumptions; the sandbox and the contract tools go by them.")

DOCUMENT: list[tuple[str, str, Verdict]] = [
    ("unclassified", "changed in a way that no rule knows", UNJUDGED),
    ("version-changed", "has the version {new}, had {old}", ELSEWHERE),
    ("openapi-changed", "is written in OpenAPI {new}, was in {old}", NOTATION),
    ("info-changed", "has another {key}", DOCSTRINGS),
    ("description-changed", "has another {key}", DOCSTRINGS),
    ("annotation-changed", "has another {key}", NOTE),
    ("assumption-changed", "has another assumption", ASSUMED),
    ("extension-changed", "has another {key}", UNREAD),
    ("written-differently", "says the same in another form", NOTATION),
    ("order-changed", "has another order", UNORDERED),
    ("server-changed", "has the default server {new}, had {old}", OTHER_SERVER),
    ("other-servers-changed", "has other further servers", FIRST_SERVER),
    ("tag-changed", "has other descriptions of tags", DOCSTRINGS),
    ("key-needed|key-not-needed", "needs the API key", KEY),
    ("key-not-needed|key-needed", "needs no API key any more", NO_KEY),
    ("security-changed", "needs {new} for authentication, needed {old}", OTHER_KEY),
    ("shared-part-added|shared-part-removed", "is a new shared part of the spec", ELSEWHERE),
    ("shared-part-removed|shared-part-added", "is no shared part of the spec any more", ELSEWHERE),
    ("unused-part-changed", "changed, and no operation refers to it", nothing("Nothing uses it.")),
    ("deprecated|undeprecated", "is deprecated", DEPRECATED),
    ("undeprecated|deprecated", "is no longer deprecated", DOCSTRINGS),
    ("model-added|model-removed", "is a new class in `models`", NEW_NAME),
    ("model-removed|model-added", "is gone from `models`", GONE),
    ("model-renamed", "is possibly what was {old} in `models`: they are equal", UNIMPORTABLE),
]
OPERATIONS: list[tuple[str, str, Verdict]] = [
    ("operation-added|operation-removed", "is a new method", NEW_NAME),
    ("operation-removed|operation-added", "is gone", GONE),
    ("operation-renamed", "is possibly what was {old}", UNIMPORTABLE),
    ("resource-renamed", "has the tags {new}, had {old}", OTHER_RESOURCE),
    ("path-changed", "calls {new}, called {old}", BY_METHOD),
    ("path-arguments-reordered", "takes its arguments in the order {new}, was {old}", OTHER_ORDER),
    ("method-changed", "is sent as {new}, was sent as {old}", BY_METHOD),
    ("reads-now|writes-now", "has the effect {new}, had {old}", RETRIED),
    ("writes-now|reads-now", "has the effect {new}, had {old}", NOT_RETRIED),
    ("deletes-now|deletes-no-more", "has the effect {new}, had {old}", ASKED),
    ("deletes-no-more|deletes-now", "has the effect {new}, had {old}", ASKED),
    ("dials-now|dials-no-more", "has the effect {new}, had {old}", RINGS),
    ("dials-no-more|dials-now", "has the effect {new}, had {old}", SILENT),
    ("costs-now|costs-no-more", "costs money", COSTS),
    ("costs-no-more|costs-now", "costs no money any more", COSTS),
    ("iterator-added|iterator-removed", "has the new iterator {new}", NEW_NAME),
    ("iterator-removed|iterator-added", "has no iterator {old} any more", GONE),
    ("iterator-changed", "has the iterator {new}, which was called {old}", UNIMPORTABLE),
    ("item-key-changed", "tells items apart by {new}, did by {old}", OTHER_ITEM_KEY),
    ("pagination-changed", "has another {key} of its pages", ITERATED),
    *(
        (f"{thing}-{change}|{thing}-{opposite}", text, verdict)
        for thing in ("parameter", "body")
        for change, opposite, text, verdict in (
            ("added-optional", "removed-optional", "is new, and optional", NEW_CHOICE),
            ("removed-optional", "added-optional", "is gone", GIVEN),
            ("added-required", "removed-required", "is new, and required", LACKING),
            ("removed-required", "added-required", "is gone, and was required", GIVEN),
            ("made-required", "made-optional", "is required now", LACKING),
            ("made-optional", "made-required", "is optional now", NEW_CHOICE),
        )
    ),
    ("parameter-renamed", "is possibly called {new} now, was {old}", GIVEN),
    ("parameter-renamed-on-the-wire", "is sent as {new}, was sent as {old}", SAME_CALL),
    ("parameter-moved", "is sent in the {new}, was sent in the {old}", SAME_CALL),
    ("parameter-by-position|parameter-by-name", "is sent in the {new}, was sent in the {old}", BY_POSITION),
    ("parameter-by-name|parameter-by-position", "is sent in the {new}, was sent in the {old}", BY_NAME),
    ("parameter-style-changed", "has another {key} on the wire", SAME_CALL),
    ("content-type-changed", "has the content type {new}, had {old}", SAME_PAYLOAD),
    ("success-added|success-removed", "succeeds with {key} as well, and brings the same", NEW_STATUS),
    ("success-removed|success-added", "does not succeed with {key} any more", NO_STATUS),
    ("return-type-widened|return-type-narrowed", "can be something else, with the status {key}", UNION),
    ("return-type-narrowed|return-type-widened", "no longer comes with the status {key}", FEWER_TYPES),
    ("error-documented|error-undocumented", "is documented now", ANY_ERROR),
    ("error-undocumented|error-documented", "is not documented any more", ANY_ERROR),
    ("headers-changed", "has other documented headers", HEADERS),
]
SCHEMAS: list[tuple[str, str, Verdict, Verdict]] = [
    ("payload-changed", "has the content type {new}, had {old}", OTHER_PAYLOAD, OTHER_PAYLOAD),
    ("field-added-optional|field-removed-optional", "is a new field, and optional", NEW_CHOICE, UNSEEN),
    ("field-removed-optional|field-added-optional", "is gone", GIVEN, NO_FIELD),
    ("field-added-required|field-removed-required", "is a new field, and required", LACKED, UNSEEN),
    ("field-removed-required|field-added-required", "is gone, and was required", GIVEN, NO_FIELD),
    ("field-renamed", "is possibly called {new} now, was {old}", GIVEN, NO_FIELD),
    ("field-made-optional|field-made-required", "can be absent now", NEW_CHOICE, NEW_NONE),
    ("field-made-required|field-made-optional", "is required now", LACKED, NO_NONE),
    ("absence-allowed|absence-excluded", "can be absent now", NEW_CHOICE, SAME_NONE),
    ("absence-excluded|absence-allowed", "is required now", LACKED, SAME_NONE),
    ("made-nullable|made-not-nullable", "can be null now", ALLOWED, NEW_NONE),
    ("made-not-nullable|made-nullable", "cannot be null any more", REFUSED, NO_NONE),
    ("null-allowed|null-excluded", "can be null now", ALLOWED, SAME_NONE),
    ("null-excluded|null-allowed", "cannot be null any more", REFUSED, SAME_NONE),
    ("type-changed", "is {new}, was {old}", REFUSED, OTHER_TYPE),
    ("type-widened|type-narrowed", "is {new}, was {old}", ALLOWED, WIDER),
    ("type-narrowed|type-widened", "is {new}, was {old}", REFUSED, PREPARED),
    ("variant-added|variant-removed", "can be {new} as well", ALLOWED, UNKNOWN_VARIANT),
    ("variant-removed|variant-added", "cannot be {old} any more", REFUSED, UNREACHED),
    ("discriminator-changed", "has variants told apart by {new}, was {old}", OTHER_TAG, OTHER_TAG),
    ("variant-names-changed", "has other names of variants", ELSEWHERE, ELSEWHERE),
    ("enum-value-added|enum-value-removed", "can be {new}", ALLOWED, UNKNOWN_VALUE),
    ("enum-value-removed|enum-value-added", "cannot be {old} any more", REFUSED, NO_VALUE),
    ("enum-introduced|enum-dropped", "is one of {new}", REFUSED, MEMBER),
    ("enum-dropped|enum-introduced", "can be any value, was one of {old}", ALLOWED, NO_MEMBER),
    ("constant-changed", "is always {new}, was always {old}", REFUSED, NEVER_EQUAL),
    ("constant-added|constant-removed", "is always {new}", REFUSED, PREPARED),
    ("constant-removed|constant-added", "is no longer always {old}", ALLOWED, OTHERS),
    ("limit-tightened|limit-relaxed", "is {new}, was {old}", REFUSED, UNLIMITED),
    ("limit-relaxed|limit-tightened", "is {new}, was {old}", ALLOWED, UNLIMITED),
    ("limit-changed", "is {new}, was {old}", PERHAPS_REFUSED, UNLIMITED),
    ("format-changed", "has the format {new}, had {old}", TEXT, TEXT),
    ("date-allowed|date-not-allowed", "takes a date or time of Python as well as text", ALLOWED, TEXT),
    ("date-not-allowed|date-allowed", "takes text, no date or time of Python", REFUSED, TEXT),
    ("default-changed", "has the default {new}, had {old}", NOT_SENT, ABSENT),
    ("extra-fields-changed", "has other further fields", NAMED_FIELDS, NAMED_FIELDS),
    ("list-allowed|list-not-allowed", "takes a list as well as text", ALLOWED, UNLIMITED),
    ("list-not-allowed|list-allowed", "takes no list any more", REFUSED, UNLIMITED),
    ("separator-changed", "is separated by {new}, was by {old}", JOINED, JOINED),
]


def _rules() -> dict[str, Rule]:
    rows = [(*row, row[2], row[2]) for row in (*DOCUMENT, *OPERATIONS)] + [(*row, UNUSED) for row in SCHEMAS]
    found = {}
    for names, text, *verdicts in rows:
        name, _, opposite = names.partition("|")
        found[name] = Rule(name, opposite or name, text, dict(zip(Direction, verdicts, strict=True)))
    return found


RULES = _rules()
