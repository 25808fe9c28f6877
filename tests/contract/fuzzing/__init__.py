"""The contract suite, held against servers that are right, wrong and slow."""
