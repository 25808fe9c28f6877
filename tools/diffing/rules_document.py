"""The rules for what stands around the operations, and for what any part of a spec can have."""

from tools.diffing.verdicts import adds, breaks, eases, hides, nothing, rule

DOCUMENT_RULES = [
    rule(
        "unclassified",
        "changed in a way that no rule knows",
        breaks("Nobody has judged changes of this kind yet, so look at it: silence would be worse."),
    ),
    rule(
        "version-changed",
        "the version of the API is {new}, was {old}",
        nothing("A number in the header of the generated files; what it stands for is judged on its own."),
    ),
    rule("openapi-changed", "the OpenAPI version is {new}, was {old}", nothing("Only the notation of the spec.")),
    rule("info-changed", "the description of the API changed", hides("Only the documentation.")),
    rule(
        "description-changed",
        "the description changed",
        hides("Only docstrings change."),
    ),
    rule(
        "annotation-changed",
        "the note {new} changed",
        hides("A note for readers of the spec; the client neither checks nor sends it."),
    ),
    rule(
        "assumption-changed",
        "what is known of its origin changed",
        nothing("`x-assumed` says how sure we are of a fact; the facts are judged on their own."),
    ),
    rule(
        "extension-changed",
        "the extension {new} changed",
        hides("The generator does not read this extension."),
    ),
    rule(
        "written-differently",
        "says the same in another form",
        nothing("The contract is the same; the generated code can differ in form only."),
    ),
    rule("order-changed", "the order changed", hides("An order has no meaning here; generated code changes places.")),
    rule(
        "server-changed",
        "the server is {new}, was {old}",
        eases("Calls go to the other server, unless `base_url` is given; firewalls and proxies may have to know."),
        section="Changed",
        news="The default server is {new}.",
    ),
    rule(
        "other-servers-changed",
        "the list of other servers changed",
        hides("The client uses the first server only."),
    ),
    rule("tag-changed", "the list of tags changed", hides("Only the docstring of a class.")),
    rule(
        "key-needed|key-not-needed",
        "an API key is needed now",
        eases("A client always has a key; it is sent with these calls as well from now on."),
        section="Security",
        news="The API key goes along with {place}.",
    ),
    rule(
        "key-not-needed|key-needed",
        "no API key is needed any more",
        breaks("The client stops sending the key: a server that knows callers by it no longer knows them."),
        section="Security",
        news="The API key no longer goes along with {place}.",
    ),
    rule(
        "security-changed",
        "authentication changed: {new}, was {old}",
        breaks("The client knows bearer tokens only, so its construction and its settings have to change."),
        section="Security",
        news="Authentication changed: {new}.",
    ),
    rule(
        "shared-part-added|shared-part-removed",
        "a shared part of the spec is new",
        nothing("What uses it is judged where it is used."),
    ),
    rule(
        "shared-part-removed|shared-part-added",
        "a shared part of the spec is gone",
        nothing("What used it is judged where it was used."),
    ),
    rule("unused-part-changed", "a part that nothing uses changed", nothing("No operation refers to it.")),
    rule(
        "deprecated|undeprecated",
        "is deprecated now",
        eases("It works as before; the docs advise against it."),
        section="Deprecated",
        news="{place} is deprecated.",
    ),
    rule(
        "undeprecated|deprecated",
        "is no longer deprecated",
        hides("Only docstrings change."),
        section="Changed",
        news="{place} is no longer deprecated.",
    ),
    rule(
        "model-added|model-removed",
        "the class `models.{new}` is new",
        adds("A name that nobody uses yet."),
        section="Added",
        news="`models.{new}`.",
    ),
    rule(
        "model-removed|model-added",
        "the class `models.{old}` is gone",
        breaks("Code that imports it fails."),
        section="Removed",
        news="`models.{old}`.",
    ),
    rule(
        "model-renamed",
        "the class `models.{old}` is possibly `models.{new}` now: they are equal",
        breaks("Code that imports it by its old name fails. On the wire nothing changes."),
        section="Changed",
        news="`models.{old}` is called `models.{new}`.",
    ),
]
