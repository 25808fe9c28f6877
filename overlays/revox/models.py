"""The models of the API: what its responses and bodies are made of."""

from revox_api.models import *  # noqa: F403 - all of it is generated
