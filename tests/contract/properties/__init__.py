"""Properties that hold for every schema and every operation of the spec, judged by tools that are not ours."""
