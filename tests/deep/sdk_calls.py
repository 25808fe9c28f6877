"""Calls the official SDK, in its own environment: reads calls from stdin, writes what they return to stdout as JSON.

{"base_url": ..., "calls": [{"resource": ..., "verb": ..., "arguments": {...}}, ...]}
"""

import json
import sys

from revox import Revox

asked = json.load(sys.stdin)
client = Revox(api_key="key", base_url=asked["base_url"], max_retries=0)
results = []
for call in asked["calls"]:
    result = getattr(getattr(client, call["resource"]), call["verb"])(**call["arguments"])
    results.append(result.to_dict(mode="json") if hasattr(result, "to_dict") else None)
json.dump(results, sys.stdout)
